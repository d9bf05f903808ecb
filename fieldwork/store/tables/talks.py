"""Talks, and what belongs to one."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base


class NoteRow(Base):
    """A talk."""

    __tablename__ = "notes"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str]
    source: Mapped[str]
    happened_on: Mapped[date] = mapped_column(index=True)
    happened_at: Mapped[time | None]
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    address: Mapped[bytes] = mapped_column(LargeBinary)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    buurt: Mapped[str] = mapped_column(index=True)
    consent: Mapped[str]
    need: Mapped[str | None]
    imported_as: Mapped[str | None] = mapped_column(unique=True)
    reviewed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class NotePersonRow(Base):
    """Who was in a talk, in the order named."""

    __tablename__ = "note_people"
    note: Mapped[str] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    position: Mapped[int]


class NoteVersionRow(Base):
    """A text that a talk had, by whom and since when; the last one is the talk's own."""

    __tablename__ = "note_versions"
    note: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]


class AttachmentRow(Base):
    """A photo or recording with a talk, or with a draft that is not a talk yet."""

    __tablename__ = "attachments"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    note: Mapped[str | None] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    draft: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    seconds: Mapped[float | None]
    position: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class DraftRow(Base):
    """What somebody is still writing.

    ``typed_at`` is the writer's own clock, in milliseconds; ``details`` is with whom, where and
    when, as JSON.
    """

    __tablename__ = "drafts"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    text: Mapped[str]
    typed_at: Mapped[int] = mapped_column(BigInteger)
    kept_at: Mapped[datetime]
    details: Mapped[str] = mapped_column(default="{}", server_default="{}")


class NoteVectorRow(Base):
    """What a talk means, as rows of ``width`` numbers in half precision, made by ``maker``.

    What was read of its words lies behind them; see :mod:`fieldwork.store.vectors`.
    """

    __tablename__ = "note_vectors"
    note: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    maker: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    width: Mapped[int]
    numbers: Mapped[bytes] = mapped_column(LargeBinary)


class ImportMappingRow(Base):
    """Which column of a team's own table holds what; ``shape`` is a digest of its headings."""

    __tablename__ = "import_mappings"
    shape: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str]
    mapping: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
