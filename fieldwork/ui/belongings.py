"""Whose a file in the server's memory is: a sign-in sees its own uploads and downloads only.

Streamlit keeps uploads and downloads per browser tab (its "session") and serves them to whoever
knows the address. The gate asks here first. The names with an underscore are Streamlit 1.67's own;
should one go, then nothing is given out and the tests say so.
"""

from collections import defaultdict
from pathlib import PurePosixPath

from streamlit.runtime import Runtime

_PAST_KEPT = 50


class _FilesByTab(defaultdict[str, dict[str, str]]):
    """Tab -> place on the page -> file, as Streamlit keeps it, that remembers the last run's files.

    Streamlit forgets a tab's files when a run begins, and a click on a download begins one: for
    that moment the file would be nobody's.
    """

    def __init__(self) -> None:
        super().__init__(dict)
        self.past: dict[str, list[str]] = {}

    def __delitem__(self, tab: str) -> None:
        past = self.past.get(tab, []) + list(self[tab].values())
        self.past[tab] = past[-_PAST_KEPT:]
        super().__delitem__(tab)

    def holds(self, tab: str, file_id: str) -> bool:
        """Return whether ``file_id`` is, or a moment ago was, on the page of ``tab``."""
        return file_id in self.get(tab, {}).values() or file_id in self.past.get(tab, ())


def remember_files() -> None:
    """Let the running Streamlit keep its list of files in a way that outlasts a rerun."""
    Runtime.instance().media_file_mgr._files_by_session_and_coord = _FilesByTab()


def _tabs_of(session: str) -> set[str]:
    """Return the ids of the tabs that are open under one sign-in."""
    return {
        info.session.id
        for info in Runtime.instance()._session_mgr.list_sessions()
        if info.session._user_info.get("session") == session
    }


def owns_tab(session: str, tab: str) -> bool:
    """Return whether the tab ``tab`` is open under the sign-in ``session`` (SHA-256 of a token)."""
    return Runtime.exists() and tab in _tabs_of(session)


def owns_media(session: str, path: str) -> bool:
    """Return whether the file at ``path`` ("/media/<id>.<kind>") was made for ``session``."""
    if not Runtime.exists():
        return False
    files = Runtime.instance().media_file_mgr._files_by_session_and_coord
    file_id = PurePosixPath(path).stem
    return isinstance(files, _FilesByTab) and any(
        files.holds(tab, file_id) for tab in _tabs_of(session)
    )
