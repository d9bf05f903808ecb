"""Klassen en termijnen: how soon the gemeente promised to be there, as the coordinator sets it."""

from dataclasses import replace

from fieldwork.actions.seat import Capability, kept_until_changed
from fieldwork.domain.access import Right
from fieldwork.domain.terms import (
    ClassTerms,
    UrgencyClass,
    default_class,
    terms_at,
)
from fieldwork.store import terms


class ClassesAndTerms(Capability):
    """What each class means in this gemeente, from now on."""

    @kept_until_changed
    def classes(self) -> list[ClassTerms]:
        """Return every class as it holds now, the most urgent first."""
        reader = self._me.may(Right.RECEIVE_HANDOVER)
        with self._read(Right.RECEIVE_HANDOVER if reader else Right.MAKE_REQUESTS) as work:
            known = terms.history(work.session)
            return [terms_at(known, urgency, work.at) for urgency in UrgencyClass]

    def change(self, wanted: ClassTerms) -> ClassTerms:
        """Set a class from this moment on; what was sent before keeps the terms it was sent with.

        A life in danger always is a class, without a term to wait for (:class:`ClassTerms`).
        """
        with self._work(Right.MANAGE_STUDY) as work:
            made = replace(
                wanted,
                meaning=wanted.meaning.strip(),
                whom_to_call=wanted.whom_to_call.strip(),
                since=work.at,
                set_by=self._me.id,
            )
            terms.add(work.session, made)
            work.record("termijn gewijzigd", made.urgency.value, str(made.terms.contact))
        return made

    def back_to_default(self, urgency: UrgencyClass) -> ClassTerms:
        """Set a class as the law and Wijkduik have it."""
        self._me.must(Right.MANAGE_STUDY)
        return self.change(default_class(urgency))
