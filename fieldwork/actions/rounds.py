"""Rondes zonder verbinding: our form for ODK Collect and KoboToolbox."""

from fieldwork.actions.seat import Capability
from fieldwork.domain.access import Right
from fieldwork.domain.dates import local


class Rounds(Capability):
    """Going round where there is no connection, with a form on the phone."""

    def form(self) -> tuple[str, bytes]:
        """Return a name and the form as XLSX. It holds nothing of the study but its themes."""
        from fieldwork.imports.xlsform import write_form

        self._me.must(Right.WRITE_NOTES)
        content = write_form(self._seat.open.codebook, local(self._seat.clock()))
        return "wijkduik-gesprek.xlsx", content
