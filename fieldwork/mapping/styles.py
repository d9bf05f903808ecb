"""How the map looks by day and by night: the colours of every other screen, and nothing louder."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a map, each "#RRGGBB"."""

    around: str
    panel: str
    street: str
    outline: str
    line: str
    text: str
    quiet: str
    primary: str
    attention: str
    danger: str


_LIGHT: Final = Palette(
    around="#F1EDE4",
    panel="#FFFFFF",
    street="#E6E1D7",
    outline="#8FA9A6",
    line="#DDD8CE",
    text="#1D2A2E",
    quiet="#556469",
    primary="#0B5D5E",
    attention="#8A5A00",
    danger="#B3341F",
)
_DARK: Final = Palette(
    around="#14181A",
    panel="#20282B",
    street="#323B3F",
    outline="#56716F",
    line="#323B3F",
    text="#EDF1F0",
    quiet="#A9B6B8",
    primary="#5FC3BD",
    attention="#FFD27A",
    danger="#FF8A73",
)


def choose_palette(*, dark: bool) -> Palette:
    """Return the colours by day, or ``dark``."""
    return _DARK if dark else _LIGHT


def write_style(palette: Palette, *, pointing: bool) -> str:
    """Return the style sheet of the map's frame; ``pointing`` gives a cross for a cursor."""
    cursor = "crosshair" if pointing else "pointer"
    return f"""<style>
html, body {{ background: transparent; overflow: hidden; }}
body > span {{ display: none; }}
.leaflet-container {{
  background: {palette.around}; border-radius: 8px; box-sizing: border-box;
  border: 1px solid {palette.line};
}}
.leaflet-container:focus {{ outline: none; }}
.leaflet-container:focus-visible {{ outline: 3px solid {palette.primary}; outline-offset: -3px; }}
.leaflet-container:hover:focus-visible {{ outline-width: 1px; outline-offset: -1px; }}
.leaflet-container .leaflet-interactive {{ cursor: {cursor}; }}
.leaflet-grab {{ cursor: {"crosshair" if pointing else "grab"}; }}
.leaflet-touch .leaflet-bar, .leaflet-bar {{
  border: 1px solid {palette.line}; border-radius: 8px; overflow: hidden; box-shadow: none;
}}
.leaflet-touch .leaflet-bar a, .leaflet-bar a, .leaflet-bar a:hover, .leaflet-bar a:focus {{
  width: 44px; height: 44px; line-height: 42px; font: 400 24px/42px sans-serif; text-indent: 0;
  background: {palette.panel}; color: {palette.text}; border-color: {palette.line};
}}
.leaflet-bar a.leaflet-disabled, .leaflet-bar a.leaflet-disabled:hover {{
  background: {palette.panel}; color: {palette.line};
}}
.leaflet-bar a:focus-visible {{ outline: 3px solid {palette.primary}; outline-offset: -3px; }}
.area-number {{
  display: grid; place-items: center; border-radius: 50%; box-sizing: border-box;
  background: {palette.panel}; border: 1px solid {palette.outline};
  color: {palette.quiet}; font: 600 15px/1 "Source Sans 3", "Source Sans Pro", sans-serif;
}}
.leaflet-tile-pane {{ filter: {"invert(1) hue-rotate(180deg)" if palette is _DARK else "none"}; }}
.leaflet-control-attribution {{
  background: {palette.panel}; color: {palette.quiet}; font: 400 12px/1.4 sans-serif;
}}
.cell-number {{
  display: grid; place-items: center; color: {palette.text};
  font: 600 15px/1 "Source Sans 3", "Source Sans Pro", sans-serif;
  text-shadow: 0 0 3px {palette.panel}, 0 0 3px {palette.panel}, 0 0 3px {palette.panel};
}}
.leaflet-zoom-anim .cell-number {{
  display: grid; place-items: center; color: {palette.text};
  font: 600 15px/1 "Source Sans 3", "Source Sans Pro", sans-serif;
  text-shadow: 0 0 3px {palette.panel}, 0 0 3px {palette.panel}, 0 0 3px {palette.panel};
}}
.leaflet-zoom-animated {{ transition-duration: 0.15s; }}
</style>"""
