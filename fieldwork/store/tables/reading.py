"""What the machine and people read in talks, and what was learned from it."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base


class SuggestionRow(Base):
    """A suggestion and what a person made of it: ``decision`` is "", "ja" or "nee".

    ``quote`` holds its words where they are no longer in the text.
    """

    __tablename__ = "suggestions"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    note: Mapped[str] = mapped_column(ForeignKey("notes.id"), index=True)
    code: Mapped[str] = mapped_column(index=True)
    is_signal: Mapped[bool]
    status: Mapped[str]
    start: Mapped[int | None]
    end: Mapped[int | None]
    concerns: Mapped[str]
    score: Mapped[float]
    origin: Mapped[str]
    decision: Mapped[str]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    quote: Mapped[str] = mapped_column(default="", server_default="")


class CodingRow(Base):
    """Somebody's own reading of a talk, made without seeing another's.

    ``role`` tells whose it is: a second reader's, the first reader's as it was when the two were
    first compared, or what they agreed on. ``sample`` is the draw that it came from.
    """

    __tablename__ = "codings"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    note: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), index=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    begun_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    role: Mapped[str] = mapped_column(default="tweede", server_default="tweede")
    sample: Mapped[str] = mapped_column(String(32), default="", server_default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class CodingMarkRow(Base):
    """A stretch that a second reader marked; without a stretch it is about the whole talk."""

    __tablename__ = "coding_marks"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    coding: Mapped[str] = mapped_column(ForeignKey("codings.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    is_signal: Mapped[bool]
    status: Mapped[str]
    start: Mapped[int | None]
    end: Mapped[int | None]
    quote: Mapped[str] = mapped_column(default="", server_default="")


class LearningRow(Base):
    """Whether this study learns; one row, and none while nobody ever switched it off."""

    __tablename__ = "learning"
    id: Mapped[int] = mapped_column(primary_key=True)
    is_on: Mapped[bool]


class LessonImportRow(Base):
    """A file with what another study learned, taken over as a whole."""

    __tablename__ = "lesson_imports"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]


class LessonRow(Base):
    """A yes or no to a theme in one sentence: a direction in signed bytes, made by ``maker``.

    It goes with the answer it came from. ``counts`` is off while somebody took it back.
    """

    __tablename__ = "lessons"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str]
    is_yes: Mapped[bool]
    numbers: Mapped[bytes] = mapped_column(LargeBinary)
    maker: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    suggestion: Mapped[str | None] = mapped_column(
        ForeignKey("suggestions.id", ondelete="CASCADE"), index=True
    )
    imported: Mapped[str | None] = mapped_column(
        ForeignKey("lesson_imports.id", ondelete="CASCADE"), index=True
    )
    counts: Mapped[bool]


class StudyWordRow(Base):
    """A word that the team taught, typed by a person; ``counts`` as with lessons."""

    __tablename__ = "study_words"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str]
    pattern: Mapped[str]
    blocks: Mapped[bool]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    imported: Mapped[str | None] = mapped_column(
        ForeignKey("lesson_imports.id", ondelete="CASCADE"), index=True
    )
    counts: Mapped[bool]
