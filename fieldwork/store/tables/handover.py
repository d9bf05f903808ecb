"""Help requests, the lists that they go out on, and what went out."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, text
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
    state: Mapped[str] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    detail: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="", default="")
    happened_on: Mapped[date | None]
    handler: Mapped[str] = mapped_column(server_default="", default="")
    verdict: Mapped[str] = mapped_column(server_default="", default="")


class RecipientRow(Base):
    """To whom lists go: a team or organisation; who it is and how to reach it is in ``sealed``."""

    __tablename__ = "recipients"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    active: Mapped[bool]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class RecipientReaderRow(Base):
    """Which reader's account sees what was handed over to a recipient."""

    __tablename__ = "recipient_readers"
    recipient: Mapped[str] = mapped_column(
        ForeignKey("recipients.id", ondelete="CASCADE"), primary_key=True
    )
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)


class ListRow(Base):
    """A handover list: made, checked by a second person, sent."""

    __tablename__ = "lists"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str]
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    keep_until: Mapped[date]
    control: Mapped[str]
    recipient_id: Mapped[str | None] = mapped_column(ForeignKey("recipients.id"))
    state: Mapped[str] = mapped_column(server_default="verzonden", default="verzonden", index=True)
    checked_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    checked_at: Mapped[datetime | None]
    alone_reason: Mapped[str] = mapped_column(server_default="", default="")
    sent_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    sent_at: Mapped[datetime | None]


class ListRequestRow(Base):
    """A request on a list that is made and not sent yet; ``version`` is as it was put on.

    A request lies on one such list at a time.
    """

    __tablename__ = "list_requests"
    list_id: Mapped[str] = mapped_column(
        ForeignKey("lists.id", ondelete="CASCADE"), primary_key=True
    )
    request: Mapped[str] = mapped_column(
        ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    __table_args__ = (UniqueConstraint("request"),)


class DisclosureRow(Base):
    """What went out, to whom and on what ground; never changed."""

    __tablename__ = "disclosures"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    list_id: Mapped[str] = mapped_column(ForeignKey("lists.id"), index=True)
    list_number: Mapped[str]
    request: Mapped[str] = mapped_column(ForeignKey("requests.id"), index=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    recipient: Mapped[str]
    ground: Mapped[str]
    purpose: Mapped[str]
    necessity: Mapped[str]
    sent_fields: Mapped[list[Any]]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("x''"), default=b"")
    kind: Mapped[str] = mapped_column(server_default="nieuw", default="nieuw")


class HandoverSettingRow(Base):
    """What a coordinator set for handing over, by name: a template, where a zaak goes."""

    __tablename__ = "handover_settings"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    set_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    set_at: Mapped[datetime]
