"""Follow-ups in words: when, how late, and what is offered."""

from datetime import date, time
from html import escape

from fieldwork.actions.follow_ups import FollowUpCard
from fieldwork.domain.dates import MONTHS, say_day, say_time
from fieldwork.domain.follow_ups import FollowUpKind, OfferedDay
from fieldwork.domain.ids import AccountId
from fieldwork.ui.widgets import ATTENTION, DANGER, PLAIN, chip_html
from fieldwork.ui.words import say_due

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def say_whole_day(day: date, today: date) -> str:
    """Return "dinsdag 24 november", with the year when it is another one."""
    words = f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def say_offer(offer: OfferedDay, today: date) -> str:
    """Return "Dinsdag 24 november 14:30", or that the day is still to be chosen."""
    if offer.on is None:
        return "Dag nog te kiezen"
    about = "rond " if offer.is_vague else ""
    clock = f" {say_time(offer.at)}" if offer.at else ""
    words = f"{about}{say_whole_day(offer.on, today)}{clock}"
    return words[0].upper() + words[1:]


def say_when(on: date, at: time | None, today: date, *, is_vague: bool = False) -> str:
    """Return "vandaag 14:30", "morgen", "2 dagen te laat" or "di 24 november"."""
    words = say_due(on, on=today)
    words = f"rond {say_day(on)}" if is_vague and on > today else words
    return f"{words} {say_time(at)}" if at and on >= today else words


def when_html(card: FollowUpCard, today: date) -> str:
    """Return when as a small label: red only for a deadline that threatens somebody."""
    one = card.follow_up
    words = say_when(one.on, one.at, today, is_vague=one.is_vague)
    if one.kind is FollowUpKind.DREIGT and one.is_open:
        return chip_html(f"Dreigt: {words}", DANGER)
    return chip_html(words[0].upper() + words[1:], ATTENTION if one.is_late(today) else PLAIN)


def card_html(card: FollowUpCard, today: date, me: AccountId) -> str:
    """Return a follow-up as two lines: when and what, and below it the words it came from."""
    one = card.follow_up
    whose = f" · {card.for_name}" if one.for_whom != me and card.for_name else ""
    sentence = f"‘{one.sentence}’ · " if one.sentence else ""
    below = f"{sentence}code {one.code}{whose}"
    return (
        f"<p>{when_html(card, today)} <strong>{escape(card.title)}</strong></p>"
        f'<p class="wd-quiet">{escape(below)}</p>'
    )
