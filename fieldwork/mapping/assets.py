"""What a map needs in the browser, served by ourselves from an installed package.

folium would fetch Leaflet and eight other things from elsewhere; without internet the map then
stays blank, without a word. Our maps need Leaflet alone.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

# Under this address the server hands out `list_assets()`. It must be open to everybody: the map
# lies in a sandboxed frame that sends no cookies. It holds code, and never data.
BASE: Final = "/static-map"
_LEAFLET: Final = ("leaflet.js", "leaflet.css")


@cache
def list_assets() -> MappingProxyType[str, Path]:
    """Return for each address, as "/static-map/leaflet.js", the file that belongs there.

    Raises :class:`FileNotFoundError` when XStatic-Leaflet is not installed as it should be.
    """
    folder = Path(import_module("xstatic.pkg.leaflet").BASE_DIR)
    found = {f"{BASE}/{name}": folder / name for name in _LEAFLET}
    images = sorted((folder / "images").glob("*.png"))
    found |= {f"{BASE}/images/{image.name}": image for image in images}
    for path in found.values():
        if not path.is_file():
            raise FileNotFoundError(f"XStatic-Leaflet lacks {path}")
    return MappingProxyType(found)


def find_asset(address: str) -> Path | None:
    """Return the file at ``address`` (a path such as "/static-map/leaflet.js"), or None.

    A look-up in a closed list, so no address can reach another file.
    """
    return list_assets().get(address)


def keep_folium_home() -> None:
    """Make every class of folium load from our own server only, or nothing.

    To be called before a map is made; calling it again changes nothing.
    """
    # The plug-ins too, so that their classes are there to be set.
    import folium
    import folium.plugins
    from folium.elements import JSCSSMixin

    for kind in _all_below(JSCSSMixin):
        kind.default_js = []
        kind.default_css = []
    folium.Map.default_js = [("script_leaflet", f"{BASE}/leaflet.js")]
    folium.Map.default_css = [("style_leaflet", f"{BASE}/leaflet.css")]


def _all_below(kind: Any) -> list[Any]:
    children: list[Any] = kind.__subclasses__()
    return [deeper for child in children for deeper in (child, *_all_below(child))]
