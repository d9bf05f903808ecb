"""The parts of a map that folium lacks. Import at first use: branca and folium take their time."""

from collections.abc import Sequence

from branca.element import MacroElement
from folium.template import Template

# A dot's id, latitude, longitude, which colour, which shape (see SHAPES), 1 for the chosen one.
DotRow = tuple[str, float, float, int, int, int]
# A cell's tag, its rings of (lat, lon) per polygon, how full it is (0 to 1), and its number.
CellRow = tuple[str, list[list[list[tuple[float, float]]]], float, int]
CIRCLE, RING, SQUARE, DIAMOND = range(4)


class DotLayer(MacroElement):
    """Dots on the canvas; each carries its id, which comes back when it is tapped.

    Rows of numbers that become dots in the page: folium's own GeoJson takes some five times the
    bytes for the same. Kinds differ in shape, not only in colour: a circle, a ring, a square, a
    diamond.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function (group, rows, colours, panel, text) {
            // All dots are one layer: twenty thousand of Leaflet's own take seconds to come and go.
            L.WijkduikDots = L.WijkduikDots || L.Path.extend({
                initialize: function (rows, look) {
                    this._rows = rows; this._look = look; this._hit = null;
                    L.Util.setOptions(this, {interactive: true, bubblingMouseEvents: true});
                },
                radius: function (row) {
                    return (row[4] === 1 ? 9 : this._look.few ? 7 : 4) + (row[5] ? 3 : 0);
                },
                _project: function () {
                    var map = this._map, box = L.bounds([]);
                    this._spots = this._rows.map(function (row) {
                        var spot = map.latLngToLayerPoint([row[1], row[2]]);
                        box.extend(spot);
                        return spot;
                    });
                    var edge = L.point(16, 16);
                    this._pxBounds = box.isValid()
                        ? L.bounds(box.min.subtract(edge), box.max.add(edge)) : L.bounds([[0, 0]]);
                },
                _update: function () { if (this._map) { this._updatePath(); } },
                _updatePath: function () {
                    var canvas = this._renderer;
                    if (!canvas._drawing || !this._spots) { return; }
                    var ctx = canvas._ctx, seen = canvas._bounds;
                    // Another layer's dashes would else be ours.
                    ctx.setLineDash([]);
                    for (var at = 0; at < this._rows.length; at++) {
                        if (seen.contains(this._spots[at])) {
                            this._draw(ctx, this._spots[at], this._rows[at]);
                        }
                    }
                },
                _draw: function (ctx, p, row) {
                    var look = this._look, r = this.radius(row), colour = look.colours[row[3]];
                    var ring = row[4] === 1, chosen = row[5] === 1;
                    ctx.beginPath();
                    if (row[4] === 2) {
                        ctx.rect(p.x - r, p.y - r, 2 * r, 2 * r);
                    } else if (row[4] === 3) {
                        ctx.moveTo(p.x, p.y - r - 2); ctx.lineTo(p.x + r + 2, p.y);
                        ctx.lineTo(p.x, p.y + r + 2); ctx.lineTo(p.x - r - 2, p.y);
                        ctx.closePath();
                    } else {
                        ctx.arc(p.x, p.y, r, 0, Math.PI * 2);
                    }
                    ctx.globalAlpha = ring ? 1 : 0.9;
                    ctx.fillStyle = ring ? look.panel : colour;
                    ctx.fill();
                    ctx.globalAlpha = 1;
                    ctx.lineWidth = ring || chosen ? 4 : look.few ? 1.5 : 0.5;
                    ctx.strokeStyle = chosen ? look.text : ring ? colour : look.panel;
                    ctx.stroke();
                },
                _containsPoint: function (point) {
                    var slack = this._clickTolerance(), near = Infinity;
                    this._hit = null;
                    for (var at = this._rows.length - 1; at >= 0; at--) {
                        var spot = this._spots[at], reach = this.radius(this._rows[at]) + slack;
                        if (Math.abs(spot.x - point.x) > reach) { continue; }
                        var far = spot.distanceTo(point);
                        if (far <= reach && far < near) { near = far; this._hit = this._rows[at]; }
                    }
                    return this._hit !== null;
                },
                toGeoJSON: function () {
                    var row = this._hit;
                    return row && {
                        type: "Feature", properties: {dot: row[0]},
                        geometry: {type: "Point", coordinates: [row[2], row[1]]}
                    };
                }
            });
            new L.WijkduikDots(rows, {
                colours: colours, panel: panel, text: text, few: rows.length < 3000
            }).addTo(group);
        })({{ this._parent.get_name() }}, {{ this.written }}, {{ this.colours|tojson }},
           {{ this.panel|tojson }}, {{ this.text|tojson }});
        {% endmacro %}
        """
    )

    def __init__(
        self, rows: Sequence[DotRow], colours: Sequence[str], panel: str, text: str
    ) -> None:
        """Take ``rows`` in the order of drawing; ``panel`` parts the dots, ``text`` marks one."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DotLayer"
        self.rows = rows
        # Written once and by hand: it is rendered twice, and json takes five times as long. An id
        # holds letters, digits, - and _ only.
        self.written = f"[{','.join(map(_write_row, rows))}]"
        self.colours = colours
        self.panel = panel
        self.text = text


def _write_row(row: DotRow) -> str:
    key, lat, lon, colour, shape, chosen = row
    return f'["{key}",{lat},{lon},{colour},{shape},{chosen}]'


class CellLayer(MacroElement):
    """Buurten or hexagons, the fuller the darker, each with its number in it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function (group, rows, colour, numbers) {
            rows.forEach(function (row) {
                var cell = L.polygon(row[1], {
                    color: colour, weight: 1, opacity: 0.5,
                    fillColor: colour, fillOpacity: 0.62 * row[2]
                });
                cell.feature = {type: "Feature", properties: {area: row[0]}};
                cell.addTo(group);
                if (numbers && row[3]) {
                    L.marker(cell.getBounds().getCenter(), {
                        interactive: false, keyboard: false,
                        icon: L.divIcon({html: String(row[3]), iconSize: [36, 24],
                                         className: "cell-number"})
                    }).addTo(group);
                }
            });
        })({{ this._parent.get_name() }}, {{ this.rows|tojson }}, {{ this.colour|tojson }},
           {{ this.numbers|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, rows: Sequence[CellRow], colour: str, *, numbers: bool) -> None:
        """Take ``rows`` as they are drawn; ``numbers`` writes each cell's number in it."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "CellLayer"
        self.rows = rows
        self.colour = colour
        self.numbers = numbers


class LineLayer(MacroElement):
    """Lines that taps go through: whom a key figure knows, or streets where nobody was yet."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function (group, lines, style) {
            lines.forEach(function (line) { L.polyline(line, style).addTo(group); });
        })({{ this._parent.get_name() }}, {{ this.lines|tojson }}, {{ this.style|tojson }});
        {% endmacro %}
        """
    )

    def __init__(
        self, lines: Sequence[Sequence[tuple[float, float]]], colour: str, *, weight: float
    ) -> None:
        """Take ``lines`` of (lat, lon)."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "LineLayer"
        self.lines = lines
        self.style = {
            "color": colour,
            "weight": weight,
            "opacity": 0.8,
            "interactive": False,
            "dashArray": "6 6",
        }


class AreaNumbers(MacroElement):
    """The numbers 1 and on in the areas; taps go through them."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {{ this.spots|tojson }}.forEach(function (spot, index) {
            L.marker(spot, {
                interactive: false, keyboard: false,
                icon: L.divIcon({html: String(index + 1), iconSize: [28, 28],
                                 className: "area-number"})
            }).addTo({{ this._parent.get_name() }});
        });
        {% endmacro %}
        """
    )

    def __init__(self, spots: Sequence[tuple[float, float]]) -> None:
        """Take ``spots`` as (lat, lon), in the order of the areas."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "AreaNumbers"
        self.spots = spots


class ZoomButtons(MacroElement):
    """Plus and minus, with Dutch names for those who hear the screen."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        L.control.zoom({
            position: "topright", zoomInTitle: "Dichterbij", zoomOutTitle: "Verder weg"
        }).addTo({{ this._parent.get_name() }});
        // Of whom the background is stands there; Leaflet's own link would lead outside.
        if ({{ this._parent.get_name() }}.attributionControl) {
            {{ this._parent.get_name() }}.attributionControl.setPrefix(false);
        }
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        """Take nothing: the words are fixed."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ZoomButtons"
