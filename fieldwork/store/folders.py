"""Where studies lie on this computer, and where they must not."""

import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import Final

from fieldwork.domain.refusals import UnsafeFolder

SYNCED: Final = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "nextcloud")
SHARED: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs"})


def default_home() -> Path:
    """Return ``WIJKDUIK_HOME``, or the place where this platform keeps a program's data."""
    named = os.environ.get("WIJKDUIK_HOME")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Wijkduik"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Wijkduik"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "wijkduik"


def slugify(name: str) -> str:
    """Return ``name`` as it stands in addresses and folders: ascii letters, digits, dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "onderzoek"


def check_folder(folder: Path) -> None:
    """Raise :class:`UnsafeFolder` for a folder that is synced or on a network share.

    A synced copy of a database in use is a broken one, and it leaves the machine.
    """
    parts = [part.casefold() for part in folder.absolute().parts]
    synced = any(part.startswith(name) for part in parts for name in SYNCED)
    if synced or str(folder.absolute()).startswith("\\\\") or _on_network(folder):
        raise UnsafeFolder(str(folder))


def _on_network(folder: Path) -> bool:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    best, kind = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _, point, filesystem, *_ = line.split(" ")
        if folder.absolute().is_relative_to(point) and len(point) >= len(best):
            best, kind = point, filesystem
    return kind in SHARED
