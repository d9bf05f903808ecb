"""Help requests, the lists that were sent, and what went out."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base, BigKey


class RequestRow(Base):
    """A help request; its story is in ``sealed``."""

    __tablename__ = "requests"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    note: Mapped[str | None] = mapped_column(ForeignKey("notes.id"), index=True)
    signal: Mapped[str]
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    urgency: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    handed_in: Mapped[str | None] = mapped_column(ForeignKey("lists.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    checked_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    checked_at: Mapped[datetime | None]
    alone_reason: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class RequestEventRow(Base):
    """A step in a request's course; never changed, and outlives it."""

    __tablename__ = "request_events"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    request: Mapped[str] = mapped_column(String(32), index=True)
    state: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    detail: Mapped[str]


class ListRow(Base):
    """A handover list that was sent."""

    __tablename__ = "lists"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str]
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    keep_until: Mapped[date]
    control: Mapped[str]


class DisclosureRow(Base):
    """What went out, to whom and on what ground; never changed."""

    __tablename__ = "disclosures"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    list_id: Mapped[str] = mapped_column(ForeignKey("lists.id"), index=True)
    list_number: Mapped[str]
    request: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    recipient: Mapped[str]
    ground: Mapped[str]
    purpose: Mapped[str]
    necessity: Mapped[str]
    sent_fields: Mapped[list[Any]]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
