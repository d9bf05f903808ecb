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
            if (!L.WijkduikDot) {
                L.Canvas.include({_wijkduikShape: function (dot) {
                    if (!this._drawing || dot._empty()) { return; }
                    var p = dot._point, r = dot._radius + 1, ctx = this._ctx;
                    ctx.beginPath();
                    if (dot.options.shape === 2) {
                        ctx.rect(p.x - r + 1, p.y - r + 1, 2 * r - 2, 2 * r - 2);
                    } else {
                        ctx.moveTo(p.x, p.y - r - 1); ctx.lineTo(p.x + r + 1, p.y);
                        ctx.lineTo(p.x, p.y + r + 1); ctx.lineTo(p.x - r - 1, p.y);
                        ctx.closePath();
                    }
                    this._fillStroke(ctx, dot);
                }});
                L.WijkduikDot = L.CircleMarker.extend({_updatePath: function () {
                    if (this.options.shape > 1) { this._renderer._wijkduikShape(this); }
                    else { this._renderer._updateCircle(this); }
                }});
            }
            var few = rows.length < 3000;
            rows.forEach(function (row) {
                var ring = row[4] === 1, chosen = row[5] === 1, colour = colours[row[3]];
                var mark = new L.WijkduikDot([row[1], row[2]], {
                    shape: row[4],
                    radius: (ring ? 9 : few ? 7 : 4) + (chosen ? 3 : 0),
                    color: chosen ? text : ring ? colour : panel,
                    weight: ring || chosen ? 4 : few ? 1.5 : 0.5,
                    fillColor: ring ? panel : colour,
                    fillOpacity: ring ? 1 : 0.9
                });
                mark.feature = {type: "Feature", properties: {dot: row[0]}};
                mark.addTo(group);
            });
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
