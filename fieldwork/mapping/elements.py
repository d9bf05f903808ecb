"""The parts of a map that folium lacks. Import at first use: branca and folium take their time."""

from collections.abc import Sequence

from branca.element import MacroElement
from folium.template import Template

# A dot's id, latitude, longitude, colour, 1 for a ring, 1 for the chosen one.
DotRow = tuple[str, float, float, str, int, int]


class DotLayer(MacroElement):
    """Circles on the canvas; each carries its id, which comes back when it is tapped.

    Rows of numbers that become circles in the page: folium's own GeoJson takes some five times
    the bytes for the same dots. A ring (a key figure) differs in shape, not only in colour.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {{ this.rows|tojson }}.forEach(function (row) {
            var ring = row[4] === 1, chosen = row[5] === 1;
            var panel = {{ this.panel|tojson }}, text = {{ this.text|tojson }};
            var mark = L.circleMarker([row[1], row[2]], {
                radius: (ring ? 9 : 7) + (chosen ? 3 : 0),
                color: chosen ? text : ring ? row[3] : panel,
                weight: ring || chosen ? 4 : 1.5,
                fillColor: ring ? panel : row[3],
                fillOpacity: ring ? 1 : 0.9
            });
            mark.feature = {type: "Feature", properties: {dot: row[0]}};
            mark.addTo({{ this._parent.get_name() }});
        });
        {% endmacro %}
        """
    )

    def __init__(self, rows: Sequence[DotRow], panel: str, text: str) -> None:
        """Take ``rows`` in the order of drawing; ``panel`` parts the dots, ``text`` marks one."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DotLayer"
        self.rows = rows
        self.panel = panel
        self.text = text


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
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        """Take nothing: the words are fixed."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ZoomButtons"
