"""What was done in the last hour, row by row, and what was thrown away in the last month."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base, BigKey


class DeedRow(Base):
    """One work on the study: which deed, by whom, with which right; goes after an hour.

    Its changes are ``deed_rows`` from ``first_row`` up to and with ``last_row``. Without words in
    ``deed`` it is what the machine did after the deed that it ``follows``. ``sealed`` says what it
    was about, where that cannot be looked up any more. ``is_spent`` is for a deed of which
    something was removed for good.
    """

    __tablename__ = "deeds"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy declares it so
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str]
    needs: Mapped[str]
    deed: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    detail: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    undoes: Mapped[int | None]
    undone_by: Mapped[int | None]
    follows: Mapped[int | None] = mapped_column(index=True)
    first_row: Mapped[int | None]
    last_row: Mapped[int | None]
    is_spent: Mapped[bool]


class DeedChangeRow(Base):
    """One row as it was ``before`` and is ``after`` a change, as JSON; written by triggers.

    Bytes are in hex, fractions as text. What may be large is in ``content``, of before only.
    """

    __tablename__ = "deed_rows"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy declares it so
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    table_name: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    before: Mapped[str | None]
    after: Mapped[str | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class BinItemRow(Base):
    """A talk, person, request or follow-up in the bin; its title is in ``sealed``."""

    __tablename__ = "bin_items"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(String(32), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    owner: Mapped[str | None]
    thrown_by: Mapped[str]
    thrown_at: Mapped[datetime]
    gone_on: Mapped[date] = mapped_column(index=True)


class BinPartRow(Base):
    """One row that lies in the bin, as JSON; with ``loosened`` it is a link to put back only."""

    __tablename__ = "bin_rows"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy declares it so
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("bin_items.id", ondelete="CASCADE"), index=True)
    table_name: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    row: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    loosened: Mapped[str]
