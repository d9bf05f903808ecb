"""The tagger as the rest of the toolkit calls it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from fieldwork.domain.ids import NoteId
from fieldwork.domain.themes import SignalStatus, Urgency
from fieldwork.tagging.codebook import load_codebook
from fieldwork.tagging.pipeline import load_tagger

NOTE = (
    "Mevrouw heeft al maanden huurachterstand en de deurwaarder komt vrijdag. "
    "De koelkast is leeg, de kinderen gaan zonder eten naar bed. "
    "Verslaafd is ze niet. De buurvrouw heeft een sleutel en kookt elke avond voor haar."
)


def test_suggestions_carry_the_note_and_a_fresh_identity() -> None:
    found = load_tagger().suggest(NoteId("n1"), NOTE)
    assert {item.note for item in found} == {"n1"}
    assert len({item.id for item in found}) == len(found)


def test_suggestions_come_in_the_order_of_the_text() -> None:
    spans = [item.span for item in load_tagger().suggest(NoteId("n1"), NOTE)]
    starts = [span.start for span in spans if span]
    assert len(starts) == len(spans)
    assert starts == sorted(starts)


def test_evidence_is_a_clause_that_reads_by_itself() -> None:
    found = load_tagger().tag(NOTE).signals
    quotes = {item.code: item.span.of(NOTE) for item in found if item.span}
    assert quotes["geen_eten"] == "de kinderen gaan zonder eten naar bed"


def test_a_theme_or_signal_comes_once_per_status() -> None:
    found = load_tagger().suggest(NoteId("n1"), NOTE * 3)
    keys = [(item.code, item.status) for item in found]
    assert len(keys) == len(set(keys))


def test_an_empty_fridge_is_for_today() -> None:
    tagged = load_tagger().tag("De koelkast is leeg en er is geen eten in huis.")
    assert [(s.code, s.status) for s in tagged.signals] == [("geen_eten", SignalStatus.ACTUEEL)]
    assert tagged.urgency is Urgency.SPOED


def test_a_bailiff_is_for_this_week() -> None:
    assert load_tagger().tag("De deurwaarder komt vrijdag.").urgency is Urgency.URGENT


def test_small_talk_says_nothing() -> None:
    tagged = load_tagger().tag("Zaal is geregeld, woensdag om tien uur weer.")
    assert (tagged.themes, tagged.signals, tagged.urgency) == ((), (), Urgency.GEEN)


def test_at_most_five_further_themes_are_suggested_and_none_twice() -> None:
    tagged = load_tagger().tag(NOTE + " Hij slaapt slecht, de post ligt dicht, school belde.")
    assert len(tagged.suggested) <= 5
    assert not set(tagged.suggested) & {theme.code for theme in tagged.themes}
    assert all(load_codebook().theme(code) for code in tagged.suggested)


def test_a_text_without_words_says_nothing() -> None:
    for text in ("", "   \n\t ", "…", "\ud800"):
        assert load_tagger().tag(text).themes == ()


def test_spans_count_code_points_also_behind_an_emoji() -> None:
    text = "👩‍👧 Zij heeft schulden."
    (theme,) = load_tagger().tag(text).themes
    assert theme.span is not None
    assert theme.span.of(text) == "Zij heeft schulden"


def test_many_threads_read_the_same() -> None:
    tagger = load_tagger()
    texts = [NOTE[n:] for n in range(0, 120, 5)]

    def read(text: str) -> list[tuple[str, str]]:
        return [(item.code, item.status) for item in tagger.tag(text).themes]

    alone = [read(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(read, texts))
    assert together == alone


def test_the_parts_of_the_pipeline_are_registered_with_spacy() -> None:
    from spacy.language import Language

    load_tagger()
    for name in ("wijkduik_words", "wijkduik_lexicon", "wijkduik_context"):
        assert Language.has_factory(name)


@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("Zij heeft schulden.", "geld", "aanwezig"),
        ("Zij heeft geen schulden.", "geld", "ontkend"),
        ("Ze heeft huurachterstand.", "geld", "aanwezig"),
        ("Hij drinkt te veel.", "verslaving", "aanwezig"),
        ("Mw is eenzaam.", "eenzaamheid", "aanwezig"),
        ("Er is schimmel.", "wonen", "aanwezig"),
        ("De schimmel zit in de kinderkamer en de verhuurder komt niet.", "wonen", "aanwezig"),
        ("De man slaat zijn vrouw.", "geweld", "actueel"),
        ("Hij slaapt in zijn auto.", "dakloos", "actueel"),
    ],
)
def test_a_bare_statement_is_read_as_it_stands(text: str, code: str, status: str) -> None:
    tagged = load_tagger().tag(text)
    read = {one.code: one.status.value for one in (*tagged.themes, *tagged.signals)}
    assert read.get(code) == status, read
