"""Where things are: boundary files, streets and addresses, and the map that is drawn of them."""

import os

# GDAL's VRT format names other files to read, on this server's own disk: a boundary file could
# be one in disguise. GDAL reads this setting once, at its first import, so it is set here.
_SKIPPED = ("OGR_VRT", "VRT")
_asked = os.environ.get("GDAL_SKIP", "").replace(",", " ").split()
os.environ["GDAL_SKIP"] = " ".join([*_asked, *(name for name in _SKIPPED if name not in _asked)])
