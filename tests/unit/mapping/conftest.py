"""The example study's own area and streets, and small boundary files made on the spot."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from fieldwork.domain.places import Area, Street
from fieldwork.mapping.areas import read_areas, read_streets

DEMO = Path(__file__).parents[3] / "data" / "demo"
# Two squares side by side in the Markermeer, in degrees and (about) in RD metres.
SQUARE = [[5.20, 52.55], [5.21, 52.55], [5.21, 52.56], [5.20, 52.56], [5.20, 52.55]]
RD_SQUARE = [
    [141_000.0, 505_000.0],
    [142_000.0, 505_000.0],
    [142_000.0, 506_000.0],
    [141_000.0, 506_000.0],
    [141_000.0, 505_000.0],
]


@pytest.fixture(scope="session")
def areas() -> tuple[Area, ...]:
    """The five buurten of De Waterkant."""
    return read_areas((DEMO / "area.geojson").read_bytes(), "area.geojson")


@pytest.fixture(scope="session")
def streets() -> tuple[Street, ...]:
    """The thirty streets of De Waterkant."""
    return read_streets((DEMO / "streets.geojson").read_bytes())


def feature(ring: Sequence[Any] = SQUARE, **properties: Any) -> dict[str, Any]:
    """Return one GeoJSON feature, a polygon."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def collection(*features: dict[str, Any], **members: Any) -> bytes:
    """Return a GeoJSON file of ``features``."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


Saver = Callable[..., bytes]


@pytest.fixture
def saved_as(tmp_path: Path) -> Saver:
    """Save two squares with geopandas in a format of GDAL's; return the files by suffix."""
    import geopandas
    from shapely.geometry import Polygon

    def save(driver: str, suffix: str, crs: int = 28992) -> dict[str, bytes]:
        east = [[x + 1000, y] for x, y in RD_SQUARE]
        frame = geopandas.GeoDataFrame(
            {
                "buurtcode": ["BU99990101", "BU99990102"],
                "buurtnaam": ["Sluisbuurt", "Coöperatiebuurt"],
                "gm_code": ["GM9999", "GM9999"],
                "jaar": [2024, 2024],
            },
            geometry=[Polygon(RD_SQUARE), Polygon(east)],
            crs="EPSG:28992",
        ).to_crs(crs)
        frame.to_file(tmp_path / f"buurten{suffix}", driver=driver)
        return {path.suffix: path.read_bytes() for path in tmp_path.glob("buurten.*")}

    return save
