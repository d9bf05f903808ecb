"""What was done for somebody before the gemeente is asked: when, by whom, and what it gave."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from fieldwork.domain.bsn import refuse_bsn
from fieldwork.domain.dates import say_day
from fieldwork.domain.expenses import MOST_CENTS, say_euros
from fieldwork.domain.refusals import BadAmount, Incomplete

LONGEST_HELP: Final = 300


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """One thing that was done already; only ``what`` is never empty. ``cents`` is 0 for nothing."""

    what: str
    on: date | None = None
    who: str = ""
    result: str = ""
    cents: int = 0

    def __post_init__(self) -> None:
        if not self.what.strip():
            raise Incomplete("Wat is al gedaan", "Wat er is gedaan")
        refuse_bsn("Wat is al gedaan", self.what, self.who, self.result)
        if max(map(len, (self.what, self.who, self.result))) > LONGEST_HELP:
            raise ValueError(f"each text has at most {LONGEST_HELP} characters")
        if not 0 <= self.cents <= MOST_CENTS:
            raise BadAmount

    def __str__(self) -> str:
        """Return it in Dutch: "di 24 maart, Sara: post gesorteerd. Gevolg: ... Kosten: € 5,00."."""
        begin = ", ".join(part for part in (say_day(self.on) if self.on else "", self.who) if part)
        parts = [
            f"{begin}: {self.what}" if begin else self.what,
            f"Gevolg: {self.result}" if self.result else "",
            f"Kosten: {say_euros(self.cents)}" if self.cents else "",
        ]
        return " ".join(f"{part.strip().rstrip('.')}." for part in parts if part.strip())
