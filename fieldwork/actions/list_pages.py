"""Lists as they are read: by the team as all stands, by the gemeente as it was handed over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldwork.actions.cards import (
    WITH_GEMEENTE,
    ListPage,
    RequestCard,
    for_gemeente,
    make_cards,
    team_names,
)
from fieldwork.actions.papers import PaperRow, as_document
from fieldwork.actions.seat import Work
from fieldwork.domain.handover import HandoverDocument, HelpRequest
from fieldwork.domain.ids import AccountId, ListId, RequestId
from fieldwork.domain.recipients import RecipientId
from fieldwork.domain.refusals import NotFound
from fieldwork.domain.sending import (
    DisclosureKind,
    HandedOver,
    ListState,
    SentList,
    changed_fields,
    outgoing,
)
from fieldwork.domain.themes import Codebook
from fieldwork.store import area, handover, handover_lists, recipients
from fieldwork.store.handover_lists import WentOut


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list in short: how many are on it, and how many of these are new there."""

    sent: SentList
    made_by: str
    count: int


def reads(work: Work) -> frozenset[RecipientId] | None:
    """Return for which recipients this reader reads; None for those nobody else reads for."""
    mine = {
        recipient
        for recipient, accounts in recipients.readers(work.session).items()
        if work.account.id in accounts
    }
    return frozenset(mine) or None


def is_for(sent: SentList, work: Work, scope: frozenset[RecipientId] | None) -> bool:
    """Return whether this reader sees a list: it went to whom they read for.

    Who reads for nobody in particular sees what nobody in particular reads.
    """
    if sent.state is not ListState.VERZONDEN:
        return False
    if scope is not None:
        return sent.recipient_id in scope
    return sent.recipient_id not in recipients.readers(work.session)


def sent_lists(work: Work, reader: AccountId | None) -> list[SentList]:
    """Return the lists that were sent, the last first; for a reader only theirs."""
    found = handover_lists.lists(work.session)
    if reader is None:
        return found
    scope = reads(work)
    return [sent for sent in found if is_for(sent, work, scope)]


def sent_list(work: Work, list_id: ListId, reader: AccountId | None) -> SentList:
    """Return one list; for a reader :class:`NotFound` unless it was sent to whom they read for."""
    sent = handover_lists.one_list(work.session, list_id)
    if reader is not None and not is_for(sent, work, reads(work)):
        raise NotFound("Deze lijst")
    return sent


def must_be_theirs(work: Work, request: HelpRequest) -> None:
    """Refuse a reader what is not with whom they read for (any more)."""
    shown = request.handed_in is not None and request.state in WITH_GEMEENTE
    if not shown or request.is_recalled:
        raise NotFound("Deze hulpvraag")
    sent = handover_lists.one_list(work.session, ListId(str(request.handed_in)))
    if not is_for(sent, work, reads(work)):
        raise NotFound("Deze hulpvraag")


def page_of(work: Work, sent: SentList, *, reader: bool) -> ListPage:
    """Return a list with the requests on it that are (still) with the gemeente."""
    went = handover_lists.went_out(work.session, sent.id)
    kinds = {one.request: one.kind for one in went}
    if sent.state is not ListState.VERZONDEN:
        kinds = dict.fromkeys(handover_lists.lying_on(work.session, sent.id), DisclosureKind.NIEUW)
    found = several(work, kinds)
    cards = make_cards(work, found)
    shown = [card for card in cards if is_on(card.request, sent, kinds)]
    if reader:
        shown = as_handed_over(work, shown)
    names = team_names(work)
    made_by = names.get(sent.made_by, "")
    return ListPage(sent, made_by, tuple(shown), len(kinds) - len(shown), names)


def is_on(request: HelpRequest, sent: SentList, kinds: Mapping[RequestId, DisclosureKind]) -> bool:
    """Return whether a request is still on a list: not taken back, recalled or sent anew since."""
    if sent.state is not ListState.VERZONDEN:
        return True
    here = request.handed_in == sent.id or kinds[request.id] is DisclosureKind.GEWIJZIGD
    return here and request.state in WITH_GEMEENTE and not request.is_recalled


def several(work: Work, ids: Iterable[RequestId]) -> list[HelpRequest]:
    """Return these requests, the most urgent and oldest first."""
    return handover.requests(work.session, work.vault, ids=list(ids))


def as_handed_over(work: Work, cards: Sequence[RequestCard]) -> list[RequestCard]:
    """Return cards with what went out last, and nothing of what was changed here since."""
    went = handover_lists.last_out(work.session, [card.request.id for card in cards])
    return [for_gemeente(card, handed(work, card, went.get(card.request.id))) for card in cards]


def handed(work: Work, card: RequestCard, went: WentOut | None) -> HandedOver:
    """Return what went out with a card, less what somebody does not want to share any more.

    Of lists of before copies were kept it is what stands now.
    """
    request, person = card.request, card.person
    then = handover_lists.opened(work.vault, went, request, person) if went else None
    if then is None:
        return outgoing(request, person, request.withheld)
    return then.without(request.withheld)


def document_of(work: Work, sent: SentList, codebook: Codebook) -> HandoverDocument:
    """Return a sent list as a document; raises :class:`NotFound` when nothing is left on it.

    A person keeps the reference ("2026-014-02") when somebody before them was taken back.
    """
    page = page_of(work, sent, reader=False)
    went = handover_lists.went_out(work.session, sent.id)
    if not page.cards or sent.state is not ListState.VERZONDEN:
        raise NotFound("Wat op deze lijst stond")
    places = references(sent, went)
    by_request = {one.request: one for one in went}
    rows = []
    for card in page.cards:
        one = by_request[card.request.id]
        then = handed(work, card, one)
        rows.append(PaperRow(card, then, places[card.request.id], _changed(work, card, one, then)))
    to = [
        one
        for one in recipients.recipients(work.session, work.vault)
        if one.id == sent.recipient_id
    ]
    return as_document(
        sent,
        rows,
        area.the_study(work.session),
        codebook,
        team_names(work),
        recipients.exchange(work.session, work.vault),
        to[0].email if to else "",
    )


def _changed(work: Work, card: RequestCard, went: WentOut, then: HandedOver) -> tuple[str, ...]:
    """Return what was new on this list about somebody who was handed over before."""
    if went.kind is DisclosureKind.NIEUW:
        return ()
    earlier = handover_lists.before(work.session, went)
    return changed_fields(handed(work, card, earlier), then)


def references(sent: SentList, went: Sequence[WentOut]) -> dict[RequestId, str]:
    """Return by which number each request on a list is called: "2026-014-02"."""
    return {one.request: f"{sent.number}-{at:02d}" for at, one in enumerate(went, start=1)}
