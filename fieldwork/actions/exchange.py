"""What the gemeente agreed on for files of its own: its Word template, its zaken."""

from fieldwork.actions import list_pages
from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.exchange import ZaakSettings
from fieldwork.domain.ids import ListId
from fieldwork.store import recipients


class HandoverExchange(Capability):
    """Files in the gemeente's own form; a coordinator sets what they ask."""

    @kept_until_changed
    def zaak(self) -> ZaakSettings:
        """Return how a handover becomes a zaak; without the key, which nobody sees again."""
        with self._read(Right.SEND_HANDOVER) as work:
            kept = recipients.exchange(work.session, work.vault).zaak
        return _without_secret(kept)

    def has_secret(self) -> bool:
        """Return whether a key was set."""
        with self._read(Right.SEND_HANDOVER) as work:
            return bool(recipients.exchange(work.session, work.vault).zaak.secret)

    def set_zaak(self, settings: ZaakSettings) -> None:
        """Keep how a handover becomes a zaak; an empty key leaves the one that was set."""
        with self._work(Right.MANAGE_STUDY) as work:
            before = recipients.exchange(work.session, work.vault).zaak
            kept = _with_secret(settings, settings.secret or before.secret)
            kept.must_hold()
            recipients.set_zaak(work.session, work.vault, kept, self._me.id, work.at)
            state = "aan" if kept.is_on else "uit"
            work.record("zaken ingesteld", self._seat.open.slug, f"versturen {state}")

    def can_post(self) -> bool:
        """Return whether zaken can be posted now; off until a coordinator switched it on."""
        return self._me.may(Right.SEND_HANDOVER) and self.zaak().is_on

    def post(self, list_id: ListId) -> int:
        """Post the zaken of a sent list to the gemeente's system; returns how many were new.

        Raises ``PostingFailed`` with how far it came; a next try makes nothing twice. That it is
        tried is on record before anything goes out.
        """
        from fieldwork.exports._zaak_posting import post

        with self._read(Right.SEND_HANDOVER) as work:
            sent = list_pages.sent_list(work, list_id, None)
            document = list_pages.document_of(work, sent, self._seat.open.codebook)
        with self._work(Right.SEND_HANDOVER) as work:
            count = len(document.rows)
            work.record("zaken verstuurd", list_id, f"{document.number}, {count}")
        return sum(one.is_new for one in post(document, self._me.login))

    @kept_until_changed
    def has_template(self) -> bool:
        """Return whether the gemeente's own template is used."""
        with self._read(Right.SEND_HANDOVER) as work:
            return bool(recipients.exchange(work.session, work.vault).template)

    def our_template(self) -> bytes:
        """Return our own template, to begin one of the gemeente's with."""
        from fieldwork.exports._word_template import our_template

        self._me.must(Right.SEND_HANDOVER)
        return our_template()

    def set_template(self, content: bytes) -> None:
        """Keep the gemeente's template; empty goes back to ours. Refuses one that asks too much."""
        self._me.must(Right.MANAGE_STUDY)
        from fieldwork.exports.word import check_template

        if content:
            check_template(content)
        with self._work(Right.MANAGE_STUDY) as work:
            recipients.set_template(work.session, work.vault, content, self._me.id, work.at)
            work.record("sjabloon ingesteld", self._seat.open.slug, str(len(content)))


def _without_secret(kept: ZaakSettings) -> ZaakSettings:
    return _with_secret(kept, "")


def _with_secret(kept: ZaakSettings, secret: str) -> ZaakSettings:
    return ZaakSettings(
        kept.rsin,
        kept.zaaktype,
        kept.roltype,
        kept.statustype,
        kept.address,
        kept.client_id,
        secret,
        kept.is_on,
    )
