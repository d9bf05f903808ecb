"""People, and what is between them and the team."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base


class PersonRow(Base):
    """Somebody; what points to them directly is in ``sealed``."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str]
    is_key_figure: Mapped[bool]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_index: Mapped[str] = mapped_column(index=True)
    name_index: Mapped[str] = mapped_column(index=True)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    buurt: Mapped[str]
    imported_as: Mapped[str | None] = mapped_column(unique=True)
    # Who is the same person: this row stays for what went out under it, and shows nowhere else.
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class TieRow(Base):
    """What two people are to each other; the words are in ``sealed``."""

    __tablename__ = "ties"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    other: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class AgreementRow(Base):
    """What was agreed with somebody: who does what before when; the words are in ``sealed``."""

    __tablename__ = "agreements"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    note: Mapped[str | None] = mapped_column(
        ForeignKey("notes.id", ondelete="SET NULL"), index=True
    )
    agreed_on: Mapped[date]
    due_on: Mapped[date | None]
    state: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class ExpenseRow(Base):
    """Money spent at once because it was needed, in cents; for what is in ``sealed``."""

    __tablename__ = "expenses"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    note: Mapped[str | None] = mapped_column(
        ForeignKey("notes.id", ondelete="SET NULL"), index=True
    )
    cents: Mapped[int]
    spent_on: Mapped[date] = mapped_column(index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class ConsentRow(Base):
    """What somebody said about a purpose, and when; a later one for the purpose replaces it."""

    __tablename__ = "consents"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    note: Mapped[str | None] = mapped_column(
        ForeignKey("notes.id", ondelete="SET NULL"), index=True
    )
    purpose: Mapped[str]
    state: Mapped[str]
    said_on: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
