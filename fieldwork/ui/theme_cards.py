"""A theme in words: what is said of it, where, by whom, and the talks behind each number."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from fieldwork.actions.insight import Rise, ThemePage
from fieldwork.actions.quotes import Quote
from fieldwork.domain.dates import say_count, say_day
from fieldwork.domain.themes import ThemeStatus
from fieldwork.ui.screens import go
from fieldwork.ui.theme_filter import MONTH, PLURAL, Wanted
from fieldwork.ui.theme_line import small_line, wide_line
from fieldwork.ui.ways import told_html, way_around
from fieldwork.ui.widgets import card_html, dot_html, draw_cards, draw_each, empty, quiet

QUOTES_ON_CARD = 3
# A buurt or a kind of person is named when it has at least this share of the talks.
MAINLY = 0.4
TALKS_AT_ONCE = 30
_STATUS_WORDS = {
    ThemeStatus.AANWEZIG: "Speelt nu",
    ThemeStatus.VERLEDEN: "Voorbij",
    ThemeStatus.MOGELIJK: "Misschien",
    ThemeStatus.ONTKEND: "Speelt niet",
}


def say_theme(page: ThemePage) -> str:
    """Return "35 gesprekken, vooral in de Kadebuurt, meest van bewoners"."""
    parts = [say_count(page.talks, "gesprek", "gesprekken")]
    if page.by_buurt and page.by_buurt[0][1] >= MAINLY * page.talks:
        parts.append(f"vooral in {say_buurt(page.by_buurt[0][0])}")
    elif len(page.by_buurt) > 1:
        parts.append("verspreid over de wijk")
    if page.by_source and page.by_source[0][1] > page.talks / 2:
        parts.append(f"meest van {PLURAL[page.by_source[0][0]]}")
    return ", ".join(parts)


def say_buurt(name: str) -> str:
    """Return "de Kadebuurt" for a name that asks for an article, and other names as they are."""
    lowered = name.casefold()
    asks = lowered.endswith(("buurt", "wijk")) and not lowered.startswith(("de ", "het ", "'t "))
    return f"de {name}" if asks and " " not in name.strip() else name


def say_rise(rise: Rise) -> str:
    """Return in one sentence how much more a theme is talked about of late."""
    return (
        f"{rise.theme.label}: de laatste vier weken in {rise.lately} van de "
        f"{say_count(rise.talks_lately, 'gesprek', 'gesprekken')}, "
        f"daarvoor in {rise.before} van de {rise.talks_before}"
    )


def say_told(quote: Quote) -> str:
    """Return "bewoner, Kadebuurt, di 24 maart"."""
    parts = (quote.told_by.label.lower(), quote.buurt, say_day(quote.day))
    return ", ".join(part for part in parts if part)


def rising(rises: Sequence[Rise], wanted: Wanted) -> None:
    """Say what is talked about more than before; each sentence leads to its talks."""
    if not rises:
        quiet("Geen thema komt de laatste vier weken duidelijk vaker voor dan daarvoor.")
        return
    ways = "".join(
        _door(
            say_rise(rise),
            wanted.query(theme=rise.theme.id, period=MONTH, status=ThemeStatus.AANWEZIG),
        )
        for rise in rises[:3]
    )
    draw_cards([card_html(f'<h2 class="wd-card-title">Vaker dan eerst</h2>{ways}')])


def theme_cards(pages: Iterable[ThemePage], wanted: Wanted) -> None:
    """Draw themes: name and line, one sentence that leads on, and three quotes."""
    draw_cards((_theme_html(page, wanted) for page in pages), "wd-grid")


def _theme_html(page: ThemePage, wanted: Wanted) -> str:
    return card_html(
        _title(page, small_line(page.by_week, page.first_week))
        + _door(say_theme(page), wanted.query(theme=page.theme.id))
        + "".join(_quote(quote) for quote in best_quotes(page))
    )


def best_quotes(page: ThemePage) -> list[Quote]:
    """Return three quotes, each from another talk: what people confirmed first."""
    chosen: dict[str, Quote] = {}
    for quote in page.now:
        if quote.words:
            chosen.setdefault(quote.note, quote)
    return list(chosen.values())[:QUOTES_ON_CARD]


def theme_head(page: ThemePage) -> None:
    """Draw the head of one theme's own screen."""
    st.html(_title(page, "", level=1))
    st.html(
        f"<p>{escape(say_theme(page))}.</p>"
        f'<p class="wd-quiet">{escape(page.theme.covers)}</p>'
        f"{wide_line(page.by_week, page.first_week)}"
    )


def doors(page: ThemePage, wanted: Wanted, codes: dict[str, str]) -> None:
    """Draw where, by whom and how sure, each number a way to exactly those talks.

    ``codes`` gives a buurt's code by its name.
    """
    buurten = [
        (f"{name} {count}", wanted.query(buurt=codes[name]))
        for name, count in page.by_buurt
        if name in codes and not wanted.buurt
    ]
    sources = [
        (f"{PLURAL[source].capitalize()} {count}", wanted.query(source=source))
        for source, count in page.by_source
        if not wanted.source
    ]
    statuses = [
        (f"{_STATUS_WORDS[status]} {count}", wanted.query(status=status))
        for status, count in [(ThemeStatus.AANWEZIG, page.talks), *page.elsewhere]
        if status is not wanted.status
    ]
    if not wanted.sure and 0 < page.confirmed < page.talks:
        sure = wanted.query(sure=True, status=ThemeStatus.AANWEZIG)
        statuses.append((f"Door ons bevestigd {page.confirmed}", sure))
    rows = (("Waar", buurten), ("Door wie", sources), ("Hoe het staat", statuses))
    draw_each((_door_row(label, row) for label, row in rows if row), "wd-door-rows")


def talks(page: ThemePage, status: ThemeStatus) -> None:
    """Draw every talk in which the theme stands like ``status``, with what was said there."""
    grouped: dict[str, list[Quote]] = {}
    for quote in page.as_status(status):
        grouped.setdefault(quote.note, []).append(quote)
    counted = say_count(len(grouped), "gesprek", "gesprekken")
    st.html(f'<h2 class="wd-section">{_STATUS_WORDS[status]}: {counted}</h2>')
    shown = st.session_state.get("theme-shown", TALKS_AT_ONCE)
    draw_each((_talk_html(quotes) for quotes in list(grouped.values())[:shown]), "wd-told-talks")
    if len(grouped) > shown and st.button("Meer gesprekken", key="theme-more"):
        st.session_state["theme-shown"] = shown + TALKS_AT_ONCE
        st.rerun()


def _talk_html(quotes: Sequence[Quote]) -> str:
    """Return one talk: who told it, and under that what was said."""
    said = "".join(_quote(quote, told=False) for quote in quotes)
    return f"<div>{_talk(escape(say_told(quotes[0])), quotes[0], 'wd-told')}{said}</div>"


def not_now(pages: Iterable[ThemePage], wanted: Wanted) -> None:
    """Name the themes that were spoken of but do not play now."""
    rows = [
        (
            f"{page.theme.label} {page.elsewhere[0][1]}",
            wanted.query(theme=page.theme.id, status=page.elsewhere[0][0]),
        )
        for page in pages
        if page.elsewhere
    ]
    if rows:
        st.html(_door_row("Wel genoemd, speelt nu niet", rows))


def nothing(wanted: Wanted) -> None:
    """Say that nothing was found, and how to see more."""
    if wanted.narrowed or wanted.since():
        quiet("Hierover is in deze keuze nog niet gepraat.")
        if st.button("Alles laten zien", type="primary"):
            go("themas", **({"thema": wanted.theme} if wanted.theme else {}))
        return
    empty(
        "Hier staat straks waar mensen over praten. Dat komt uit de gesprekken die u vastlegt.",
        "Nieuw gesprek",
        "nieuw_gesprek",
    )


def _title(page: ThemePage, line: str, level: int = 2) -> str:
    theme = page.theme
    look = ' class="wd-heading"' if level == 1 else ""
    return (
        f'<div class="wd-theme"><h{level}{look}>{dot_html(theme.colour)}'
        f"<span>{escape(theme.label)}</span></h{level}>{line}</div>"
    )


def _door(label: str, query: dict[str, str]) -> str:
    return told_html("themas", label, **query)


def _door_row(label: str, row: Sequence[tuple[str, dict[str, str]]]) -> str:
    ways = "".join(_door(words, query) for words, query in row)
    return f'<p class="wd-doors"><span class="wd-quiet">{escape(label)}</span>{ways}</p>'


def _quote(quote: Quote, *, told: bool = True) -> str:
    """Return a quote that leads to its talk: a solid edge when confirmed, a dashed one when not."""
    look = "wd-quote" if quote.confirmed else "wd-quote wd-maybe"
    words = f"‘{_with_stress(quote)}’" if quote.words else "Over het hele gesprek"
    soft = "" if quote.confirmed else "lijkt zo, nog niet bevestigd"
    tail = " · ".join(part for part in (say_told(quote) if told else "", soft) if part)
    inner = f'{words} <span class="wd-quiet">{escape(tail)}</span>' if tail else words
    return _talk(inner, quote, look)


def _with_stress(quote: Quote) -> str:
    """Return the sentence as HTML, everything in it escaped, the words themselves bold."""
    if quote.marked is None:
        return escape(quote.sentence or quote.words)
    before = quote.sentence[: quote.marked.start]
    after = quote.sentence[quote.marked.end :]
    return f"{escape(before)}<b>{escape(quote.words)}</b>{escape(after)}"


def _talk(inner: str, quote: Quote, css: str) -> str:
    return way_around("gesprek", inner, css, gesprek=quote.note)
