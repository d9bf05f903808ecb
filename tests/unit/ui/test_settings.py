"""What is told to the browser of our colours is what Streamlit itself would tell."""

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from fieldwork.ui.settings import keep_theme

PARTS = ("theme", "theme.light", "theme.dark", "theme.sidebar")


def told(part: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    app_session._populate_theme_msg(message, part)
    return message


def test_the_colours_are_the_same_as_when_looked_up_each_time(monkeypatch):
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    before = [told(part) for part in PARTS]
    keep_theme()
    assert hasattr(app_session._populate_theme_msg, "made_once")
    assert [told(part) for part in PARTS] == before
    assert [told(part) for part in PARTS] == before


def test_a_part_without_settings_stays_away(monkeypatch):
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    keep_theme()
    whole = CustomThemeConfig()
    app_session._populate_theme_msg(whole.sidebar, "theme.light.sidebar")
    assert not whole.HasField("sidebar")
