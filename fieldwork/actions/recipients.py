"""Ontvangers: to whom lists go, whom to call there, and which reader sees what goes there."""

from collections.abc import Collection
from dataclasses import dataclass

from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Account, Right, Role
from fieldwork.domain.ids import AccountId, new_id
from fieldwork.domain.recipients import Recipient, RecipientId
from fieldwork.domain.refusals import NameTaken, NotFound
from fieldwork.store import accounts, recipients
from fieldwork.store.recipients import RECIPIENTS


@dataclass(frozen=True, slots=True)
class RecipientPage:
    """A recipient, and whose accounts see what goes there; without any all readers may."""

    recipient: Recipient
    readers: tuple[Account, ...]


class Recipients(Capability):
    """To whom this study hands over."""

    @kept_until_changed
    def all(self) -> list[RecipientPage]:
        """Return every recipient, by name."""
        with self._read(Right.MAKE_REQUESTS) as work:
            found = recipients.recipients(work.session, work.vault)
            readers = recipients.readers(work.session)
            known = {one.id: one for one in accounts.accounts(work.session)}
        return [
            RecipientPage(one, tuple(known[reader] for reader in sorted(readers.get(one.id, ()))))
            for one in found
        ]

    def names(self) -> list[str]:
        """Return the names of those that lists go to."""
        return [page.recipient.name for page in self.all() if page.recipient.active]

    def add(self, name: str, contact: str = "", phone: str = "", email: str = "") -> Recipient:
        """Add one; raises :class:`NameTaken` when there is one of that name."""
        self._me.must(Right.SEND_HANDOVER)
        one = Recipient(
            RecipientId(new_id()),
            " ".join(name.split()),
            contact.strip(),
            phone.strip(),
            email.strip(),
        )
        with self._work(Right.SEND_HANDOVER) as work:
            known = recipients.recipients(work.session, work.vault)
            if any(other.is_called(one.name) for other in known):
                raise NameTaken("Ontvanger", one.name)
            added = RECIPIENTS.add(work.session, work.vault, one)
            work.record("ontvanger gemaakt", added.id)
        return added

    def change(self, one: Recipient) -> Recipient:
        """Keep what was changed; the name stays as it stands on lists that were sent."""
        with self._work(Right.SEND_HANDOVER) as work:
            known = recipients.recipients(work.session, work.vault)
            if any(other.is_called(one.name) and other.id != one.id for other in known):
                raise NameTaken("Ontvanger", one.name)
            changed = RECIPIENTS.change(work.session, work.vault, one)
            work.record("ontvanger gewijzigd", one.id)
        return changed

    def set_readers(self, recipient_id: RecipientId, readers: Collection[AccountId]) -> None:
        """Say whose accounts see what goes to a recipient; nobody else's then does."""
        with self._work(Right.MANAGE_STUDY) as work:
            RECIPIENTS.one(work.session, work.vault, recipient_id)
            possible = {one.id for one in accounts.accounts(work.session) if one.role is Role.LEZER}
            if not set(readers) <= possible:
                raise NotFound("Deze lezer")
            recipients.set_readers(work.session, recipient_id, readers)
            work.record("lezers van een ontvanger", recipient_id, str(len(set(readers))))
