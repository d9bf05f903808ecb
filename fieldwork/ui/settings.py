"""What Streamlit tells the browser of our colours, put together once.

It goes through all its settings six times at every click to say the same again: a seventh of what a
click costs. The settings of a server do not change while it runs.
"""

from functools import lru_cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_FILL = "_populate_theme_msg"


def keep_theme() -> None:
    """Have the message of each part of the theme made once, from now on.

    This is inside Streamlit; where another version has it elsewhere, nothing is changed.
    """
    fill = getattr(app_session, _FILL, None)
    if fill is None or hasattr(fill, "made_once"):
        return

    @lru_cache(maxsize=16)
    def make(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        fill(message, section)
        return message

    def kept(message: CustomThemeConfig, section: str = "theme") -> None:
        made = make(section)
        # A part that nothing is set for must not be there at all.
        if made.ByteSize():
            message.MergeFrom(made)

    kept.made_once = make  # type: ignore[attr-defined]
    setattr(app_session, _FILL, kept)
