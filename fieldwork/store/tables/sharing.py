"""What goes with sharing: weighing it, calling, calling back what went out, meeting in person."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base, BigKey


class DeliberationRow(Base):
    """Why something is shared or reported without consent, or not; the words are in ``sealed``."""

    __tablename__ = "deliberations"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    request: Mapped[str | None] = mapped_column(
        ForeignKey("requests.id", ondelete="CASCADE"), index=True
    )
    review_on: Mapped[date | None] = mapped_column(index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    second_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    second_at: Mapped[datetime | None]
    reviewed_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    reviewed_at: Mapped[datetime | None]
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class CallRow(Base):
    """A call for somebody in danger: whom, when, whether anybody answered; words in ``sealed``."""

    __tablename__ = "calls"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    request: Mapped[str | None] = mapped_column(
        ForeignKey("requests.id", ondelete="CASCADE"), index=True
    )
    whom: Mapped[str]
    reached: Mapped[bool]
    called_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class RecallRow(Base):
    """What had gone out when consent was withdrawn: whether it was told, and whether it is gone."""

    __tablename__ = "recalls"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    request: Mapped[str] = mapped_column(ForeignKey("requests.id"), index=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    list_id: Mapped[str | None] = mapped_column(ForeignKey("lists.id"), index=True)
    list_number: Mapped[str]
    recipient: Mapped[str]
    fields: Mapped[list[Any]]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    asked_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    told_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    told_at: Mapped[datetime | None]
    wiped_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    wiped_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class IntroductionRow(Base):
    """An introduction in person: planned, held or called off; the words are in ``sealed``."""

    __tablename__ = "introductions"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    request: Mapped[str | None] = mapped_column(
        ForeignKey("requests.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(index=True)
    planned_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class ClassTermRow(Base):
    """What a class means in this gemeente, and its terms, from a moment on; never changed."""

    __tablename__ = "class_terms"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    urgency: Mapped[str]
    in_use: Mapped[bool]
    meaning: Mapped[str]
    whom_to_call: Mapped[str]
    confirm_hours: Mapped[int]
    confirm_days: Mapped[int]
    confirm_weeks: Mapped[int]
    contact_hours: Mapped[int]
    contact_days: Mapped[int]
    contact_weeks: Mapped[int]
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
