"""The study itself: its team, its area, its trail."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base, BigKey


class StudyRow(Base):
    """The study itself; one row."""

    __tablename__ = "study"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    gemeente: Mapped[str]
    starts_on: Mapped[date]
    weeks: Mapped[int]
    client: Mapped[str]
    invented: Mapped[bool]


class StampRow(Base):
    """How often anything that screens show was changed; one row, counted by triggers."""

    __tablename__ = "stamp"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class AccountRow(Base):
    """Who signs in; ``password`` is an argon2id hash, empty where a password never fits."""

    __tablename__ = "accounts"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password: Mapped[str]
    active: Mapped[bool]
    last_seen: Mapped[datetime | None]


class SessionRow(Base):
    """A sign-in; only the hash of its token is kept."""

    __tablename__ = "sessions"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended: Mapped[bool]


class AreaRow(Base):
    """A gemeente, wijk or buurt with its shape."""

    __tablename__ = "areas"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    year: Mapped[int]
    position: Mapped[int]
    polygons: Mapped[list[Any]]


class StreetRow(Base):
    """A street of the area."""

    __tablename__ = "streets"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str]
    buurt: Mapped[str]
    line: Mapped[list[Any]]


class AuditRow(Base):
    """A sealed entry of the trail; never changed."""

    __tablename__ = "audit"
    number: Mapped[int] = mapped_column(BigKey, primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    deed: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    seal: Mapped[str]
