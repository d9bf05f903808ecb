"""The codebook: one file per theme and signal."""

import shutil
from pathlib import Path

import pytest

from fieldwork.domain.refusals import UnreadableFile
from fieldwork.domain.themes import Urgency
from fieldwork.tagging.codebook import DATA, load_codebook, read_files

THEME = """id = "tuinen"
label = "Tuinen"
order = 90
colour = "#48a800"
covers = "Alles over tuinen."
patterns = ["tuin"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "themes", tmp_path / "themes")
    shutil.copytree(DATA / "signals", tmp_path / "signals")
    return tmp_path


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_there_are_twenty_five_themes_and_twelve_signals() -> None:
    codebook = load_codebook()
    assert len(codebook.themes) == 25
    assert len(codebook.signals) == 12


def test_the_themes_stand_in_their_order() -> None:
    orders = [theme.order for theme in load_codebook().themes]
    assert orders == sorted(orders)


def test_every_theme_has_a_colour_of_its_own_that_shows_on_light_and_dark() -> None:
    colours = [theme.colour for theme in load_codebook().themes]
    assert len(set(colours)) == 25
    for colour in colours:
        assert contrast(colour, "#FFFFFF") >= 3, colour
        assert contrast(colour, "#1C2225") >= 3, colour


def test_vervuiling_schuldcrisis_and_overbelast_can_wait_three_days_the_others_cannot() -> None:
    urgent = {s.id for s in load_codebook().signals if s.urgency is Urgency.URGENT}
    assert urgent == {"vervuiling", "schuldcrisis", "overbelast"}
    assert all(s.urgency is not Urgency.GEEN for s in load_codebook().signals)


def test_every_theme_and_signal_has_patterns() -> None:
    assert all(len(file.entries) > 20 for file in read_files())


def test_a_theme_is_added_with_one_file(folder: Path) -> None:
    (folder / "themes" / "tuinen.toml").write_text(THEME, encoding="utf-8")
    assert load_codebook(folder).theme("tuinen").label == "Tuinen"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('label = "Tuinen"\n', "", "'label' ontbreekt"),
        ('label = "Tuinen"', "label = 3", "'label' heeft de verkeerde vorm"),
        ("order = 90", 'order = "laatst"', "'order' heeft de verkeerde vorm"),
        ("#48a800", "groen", "'colour' heeft de verkeerde vorm"),
        ('id = "tuinen"', 'id = "parken"', "past niet bij de naam"),
        ('patterns = ["tuin"]', 'patern = ["tuin"]', "'patern' is onbekend"),
        ('["tuin"]', '["@bestaatniet"]', "@bestaatniet"),
        ('["tuin"]', '["tuin & "]', "leeg stuk"),
        ("order = 90", 'order = 90\nconcerns = "wij"', "kan niet bij 'concerns'"),
        ('covers = "Alles', 'covers = "Alles\n', "geen geldig TOML"),
    ],
)
def test_a_file_that_is_not_right_is_refused_by_name(
    folder: Path, old: str, new: str, what: str
) -> None:
    (folder / "themes" / "tuinen.toml").write_text(THEME.replace(old, new), encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"tuinen\.toml") as refusal:
        load_codebook(folder)
    assert what in str(refusal.value)


def test_an_id_of_a_signal_cannot_be_used_for_a_theme(folder: Path) -> None:
    text = THEME.replace("tuinen", "suicide")
    (folder / "themes" / "suicide.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="bestaat al"):
        load_codebook(folder)


def test_a_folder_without_themes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="geen enkel thema"):
        load_codebook(tmp_path)
