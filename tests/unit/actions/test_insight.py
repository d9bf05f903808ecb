"""Every number of a theme equals the talks behind it, for every filter."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.actions.desk import Desk
from fieldwork.actions.insight import ThemeFilter, ThemePage
from fieldwork.actions.notes import NewNote
from fieldwork.actions.seat import Seat
from fieldwork.domain.dates import now, today
from fieldwork.domain.notes import Need
from fieldwork.domain.people import Source
from fieldwork.domain.places import Area, AreaKind, Point, Street
from fieldwork.domain.refusals import NotAllowed
from fieldwork.domain.themes import ThemeStatus
from fieldwork.store import area as area_store
from tests.conftest import logged

MONEY, HOME = "geld", "wonen"
NOW, PAST, DENIED = ThemeStatus.AANWEZIG, ThemeStatus.VERLEDEN, ThemeStatus.ONTKEND


def talk(desk, text, *marks, days=0, **changes):
    """Log a talk of some days ago and mark (theme, status, words) in it."""
    note = logged(desk, text, happened_on=today() - timedelta(days=days), **changes)
    for code, status, words in marks:
        desk.review.mark(note.id, code, status, words)
    return note


def the(pages: list[ThemePage], code: str) -> ThemePage:
    (page,) = [page for page in pages if page.theme.id == code]
    return page


def suggestion_of(desk, note):
    """Read a talk by machine and return what it suggests about money."""
    reading = desk.review.suggest(note)
    return [one for one in reading.open if one.code == MONEY and one.status is NOW]


@pytest.fixture
def talks(desks):
    """Four talks about money and one about a home, by several, on several days."""
    talk(desks.sara, "De huur is te hoog. Dat knelt.", (MONEY, NOW, "te hoog"))
    talk(
        desks.sara,
        "Schuld hier. En schuld daar.",
        (MONEY, NOW, "Schuld hier"),
        (MONEY, NOW, "schuld daar"),
        days=10,
        source=Source.ONDERNEMER,
    )
    talk(desks.sara, "Vroeger rood gestaan.", (MONEY, PAST, "rood gestaan"), days=40)
    talk(desks.sara, "Geen schulden.", (MONEY, DENIED, "Geen schulden"), days=1)
    talk(desks.sara, "Schimmel op de muur.", (HOME, NOW, "Schimmel"), days=2)
    return desks.sara


@pytest.mark.parametrize(
    "which",
    [
        ThemeFilter(),
        ThemeFilter(since=today() - timedelta(days=6)),
        ThemeFilter(until=today() - timedelta(days=6)),
        ThemeFilter(source=Source.ONDERNEMER),
        ThemeFilter(confirmed_only=True),
        ThemeFilter(buurt="bestaat-niet"),
    ],
)
def test_every_number_equals_its_quotes(talks, which):
    for page in talks.insight.themes(which):
        behind = {quote.note: quote for quote in page.now}
        assert page.talks == len(behind)
        assert sum(count for _, count in page.by_source) == page.talks
        assert dict(page.by_source) == Counter(quote.told_by for quote in behind.values())
        for status, count in page.elsewhere:
            assert count == len({quote.note for quote in page.as_status(status)})
        assert page.confirmed == len({quote.note for quote in page.now if quote.confirmed})


def test_a_talk_counts_once_however_often_it_says_so(talks):
    page = the(talks.insight.themes(), MONEY)
    assert (page.talks, len(page.now)) == (2, 3)
    assert page.elsewhere == ((DENIED, 1), (PAST, 1))


def test_the_most_talked_about_stands_first(talks):
    assert [page.theme.id for page in talks.insight.themes()] == [MONEY, HOME]


def test_the_line_runs_over_all_weeks_whatever_the_period(talks):
    whole = the(talks.insight.themes(), MONEY)
    lately = the(talks.insight.themes(ThemeFilter(since=today())), MONEY)
    assert (whole.talks, lately.talks) == (2, 1)
    assert lately.by_week == whole.by_week
    assert sum(whole.by_week) == 2
    last_week = whole.first_week + len(whole.by_week) - 1
    assert last_week == talks.study.week_of(today())


def test_a_talk_from_before_the_start_still_has_a_week(talks):
    assert the(talks.insight.themes(), MONEY).first_week == talks.study.week_of(
        today() - timedelta(days=40)
    )


def test_only_what_a_person_confirmed_counts_when_that_is_asked(desks):
    note = logged(desks.sara, "Ze heeft schulden bij de bank en kan de huur niet betalen.")
    suggested = suggestion_of(desks.sara, note)
    assert suggested
    assert the(desks.sara.insight.themes(), MONEY).confirmed == 0
    assert not any(
        page.theme.id == MONEY
        for page in desks.sara.insight.themes(ThemeFilter(confirmed_only=True))
    )
    desks.sara.review.confirm(suggested[0].id)
    page = the(desks.sara.insight.themes(ThemeFilter(confirmed_only=True)), MONEY)
    assert (page.talks, page.confirmed) == (1, 1)


def test_what_somebody_said_no_to_does_not_count(desks):
    note = logged(desks.sara, "Ze heeft schulden bij de bank en kan de huur niet betalen.")
    for suggested in suggestion_of(desks.sara, note):
        desks.sara.review.refuse(suggested.id)
    assert not any(page.theme.id == MONEY and page.talks for page in desks.sara.insight.themes())


def test_a_quote_is_the_sentence_with_the_words_marked(talks):
    page = the(talks.insight.themes(ThemeFilter(since=today())), MONEY)
    (quote,) = page.now
    assert quote.sentence == "De huur is te hoog."
    assert quote.marked is not None
    assert quote.marked.of(quote.sentence) == quote.words == "te hoog"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a " * 400 + "de huur " + "b " * 400, "de huur"),
        ("Regel één\n\nde   huur\nRegel drie", "de huur"),
        ("😀😀 de huur 😀", "de huur"),
        ("<script>alert(1)</script>de huur{{7*7}}", "de huur"),
        ("de huur", "de huur"),
        ("Het kost 1.140 euro. De huur! Nog wat.", "De huur"),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_the_marked_words_stand_where_they_are_said_to(desks, text, words):
    talk(desks.sara, text, (MONEY, NOW, words))
    (quote,) = the(desks.sara.insight.themes(), MONEY).now
    assert quote.marked is not None
    assert quote.marked.of(quote.sentence) == quote.words
    assert quote.words == " ".join(words.split())
    assert "\n" not in quote.sentence
    assert len(quote.sentence) <= max(260, len(quote.words) + 8)


def test_a_finding_about_the_whole_talk_has_no_words(desks):
    talk(desks.sara, "Een lang verhaal.", (MONEY, NOW, ""))
    (quote,) = the(desks.sara.insight.themes(), MONEY).now
    assert (quote.words, quote.sentence, quote.marked) == ("", "", None)


def test_a_theme_rises_by_its_share_of_the_talks(desks):
    for days in range(3):
        talk(desks.sara, "De huur.", (MONEY, NOW, "huur"), days=days)
    for days in (30, 31, 32, 33):
        talk(desks.sara, "De huur en het huis.", (HOME, NOW, "huis"), days=days)
    for days in (3, 4, 5, 6):
        talk(desks.sara, "Het huis.", (HOME, NOW, "huis"), days=days)
    (rise,) = desks.sara.insight.rising()
    assert rise.theme.id == MONEY
    assert (rise.lately, rise.talks_lately, rise.before, rise.talks_before) == (3, 7, 0, 4)
    behind = the(desks.sara.insight.themes(ThemeFilter(since=desks.sara.insight.lately())), MONEY)
    assert behind.talks == rise.lately


def test_nothing_rises_without_a_before(desks):
    for days in range(5):
        talk(desks.sara, "De huur.", (MONEY, NOW, "huur"), days=days)
    assert desks.sara.insight.rising() == []


def test_the_buurt_narrows_to_the_talks_held_there(desks):
    first, second = desks.sara.insight.buurten()
    talk(desks.sara, "De huur.", (MONEY, NOW, "huur"), point=middle_of(first))
    talk(desks.sara, "De huur weer.", (MONEY, NOW, "huur"), point=middle_of(second))
    talk(desks.sara, "Nergens.", (MONEY, NOW, "Nergens"))
    whole = the(desks.sara.insight.themes(), MONEY)
    assert dict(whole.by_buurt) == {first.name: 1, second.name: 1}
    for area in (first, second):
        page = the(desks.sara.insight.themes(ThemeFilter(buurt=area.code)), MONEY)
        assert page.talks == 1
        assert {quote.buurt for quote in page.quotes} == {area.name}


def middle_of(area: Area):
    ring = area.polygons[0][0]
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    return Point((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)


def test_coverage_counts_each_talk_once_and_names_what_is_quiet(desks):
    first, second = desks.sara.insight.buurten()
    for days in (0, 7, 14):
        talk(desks.sara, "Aan de deur.", days=days, point=middle_of(first))
    talk(desks.sara, "Op het plein.", source=Source.PROFESSIONAL)
    page = desks.sara.insight.coverage()
    by_name = {one.name: one for one in page.buurten}
    assert (page.talks, page.elsewhere) == (4, 1)
    assert (by_name[first.name].talks, by_name[second.name].talks) == (3, 0)
    assert by_name[second.name].last_talk is None
    assert {one.code: one.talks for one in page.sources} == {
        "bewoner": 3,
        "ondernemer": 0,
        "sleutelfiguur": 0,
        "professional": 1,
    }
    for one in page.buurten:
        assert one.talks == len(desks.sara.insight.talks(ThemeFilter(buurt=one.code)))
    for one in page.sources:
        source = ThemeFilter(source=Source.of(one.code))
        assert one.talks == len(desks.sara.insight.talks(source))
    assert page.unreviewed == 4


def test_streets_that_no_talk_names_are_listed_per_buurt(desks, shelf, template):
    opened = shelf.opened(template.slug)
    buurt = desks.sara.insight.buurten()[0]
    streets = tuple(Street(name, buurt.code) for name in ("Dijk", "Dijk", "Kade", "Plein"))
    with opened.store.work() as session:
        area_store.replace_streets(session, streets)
    logged(desks.sara, street="kade", number="3")
    page = desks.sara.insight.coverage()
    assert page.streets == 3
    assert page.quiet_streets == ((buurt.name, ("Dijk", "Plein")),)


def test_an_empty_study_has_no_themes_and_a_coverage_of_nothing(desks):
    assert desks.sara.insight.themes() == []
    page = desks.sara.insight.coverage()
    assert (page.talks, page.elsewhere, page.unreviewed) == (0, 0, 0)
    assert all(one.talks == 0 for one in (*page.buurten, *page.sources))


def test_a_gemeente_or_wijk_in_the_file_is_no_buurt(desks, shelf, template):
    opened = shelf.opened(template.slug)
    whole = replace(opened.areas[0], code="GM0001", name="Alles", kind=AreaKind.GEMEENTE)
    with opened.store.work() as session:
        area_store.replace_areas(session, (*opened.areas, whole))
    assert "Alles" not in {area.name for area in desks.sara.insight.buurten()}


def test_long_after_the_study_the_line_ends_with_the_study(desks, shelf, template):
    opened = shelf.opened(template.slug)
    talk(desks.sara, "De huur.", (MONEY, NOW, "huur"))
    later = now() + timedelta(weeks=80)
    desk = Desk(Seat(desks.sara.account, opened, lambda: later))
    page = the(desk.insight.themes(), MONEY)
    assert page.first_week + len(page.by_week) - 1 == desk.study.weeks


@pytest.mark.parametrize(
    "look",
    [
        lambda insight: insight.themes(),
        lambda insight: insight.rising(),
        lambda insight: insight.coverage(),
        lambda insight: insight.talks(ThemeFilter()),
        lambda insight: insight.buurten(),
    ],
)
def test_the_reader_of_the_gemeente_sees_no_quote_and_no_number(desks, look):
    desks.sara.notes.save(NewNote("De huur.", Need.NEE, today()))
    with pytest.raises(NotAllowed):
        look(desks.willem.insight)
