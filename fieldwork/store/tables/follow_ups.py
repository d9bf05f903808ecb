"""What is to be done after a talk."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base, BigKey


class FollowUpRow(Base):
    """Something to do after a talk; its words are in ``sealed``, ``mark`` is the offer it was."""

    __tablename__ = "follow_ups"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    for_whom: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    note: Mapped[str | None] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date] = mapped_column(index=True)
    due_at: Mapped[time | None]
    is_vague: Mapped[bool]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    mark: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class FollowUpPersonRow(Base):
    """Whom a follow-up is about, in the order named."""

    __tablename__ = "follow_up_people"
    follow_up: Mapped[str] = mapped_column(
        ForeignKey("follow_ups.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]


class FollowUpEventRow(Base):
    """How a follow-up stood from a moment on; never changed, and outlives it. Without words."""

    __tablename__ = "follow_up_events"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    follow_up: Mapped[str] = mapped_column(String(32), index=True)
    state: Mapped[str]
    due_on: Mapped[date]
    due_at: Mapped[time | None]
    is_vague: Mapped[bool]
    by: Mapped[str]
    at: Mapped[datetime]


class OfferRefusalRow(Base):
    """What was offered with a talk and refused; ``mark`` says which, without words."""

    __tablename__ = "offer_refusals"
    note: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
