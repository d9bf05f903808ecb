"""The tables, as SQLAlchemy sees them. Objects of the domain never come from here directly."""

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
BigKey = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC as text that sorts (SQLite has no type for it)."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the moment as text; raises ``ValueError`` for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the moment, aware, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """What every table shares."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


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
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


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


class DraftRow(Base):
    """What somebody is still writing. ``typed_at`` is the writer's own clock, in milliseconds."""

    __tablename__ = "drafts"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    text: Mapped[str]
    typed_at: Mapped[int] = mapped_column(BigInteger)
    kept_at: Mapped[datetime]


class NotePersonRow(Base):
    """Who was in a talk, in the order named."""

    __tablename__ = "note_people"
    note: Mapped[str] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    position: Mapped[int]


class NoteVectorRow(Base):
    """What a talk means, as rows of ``width`` numbers in half precision, made by ``maker``."""

    __tablename__ = "note_vectors"
    note: Mapped[str] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True)
    maker: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    width: Mapped[int]
    numbers: Mapped[bytes] = mapped_column(LargeBinary)


class SuggestionRow(Base):
    """A suggestion and what a person made of it: ``decision`` is "", "ja" or "nee"."""

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
    """A step in a request's course; never changed."""

    __tablename__ = "request_events"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    request: Mapped[str] = mapped_column(ForeignKey("requests.id"), index=True)
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
