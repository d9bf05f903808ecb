"""The map: figures of buurten, addresses, places of the neighbourhood, and what of it went out."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldwork.store.tables.base import Base, BigKey


class BuurtFiguresRow(Base):
    """How many live in a buurt, after CBS; a figure that is missing is not in ``figures``."""

    __tablename__ = "buurt_figures"
    code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int]
    figures: Mapped[dict[str, Any]]


class HouseRow(Base):
    """An address with its point, from a file of addresses; ``folded`` is what it is found by."""

    __tablename__ = "houses"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    folded: Mapped[str] = mapped_column(index=True)
    street: Mapped[str]
    number: Mapped[str]
    postcode: Mapped[str]
    lat: Mapped[float]
    lon: Mapped[float]


class SiteRow(Base):
    """A place that is there for people: where they meet, or get something."""

    __tablename__ = "sites"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    about: Mapped[str]
    lat: Mapped[float]
    lon: Mapped[float]
    buurt: Mapped[str]
    made_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class MapSettingRow(Base):
    """A setting of the map for the whole study, as JSON."""

    __tablename__ = "map_settings"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class MapChoiceRow(Base):
    """How somebody left the map: layers, weeks, kinds, as JSON."""

    __tablename__ = "map_choices"
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    choice: Mapped[dict[str, Any]]


class MapReleaseRow(Base):
    """A map that went out; never changed.

    ``groups`` has per cell the marks of the people behind its number: keyed digests, no names.
    ``division`` has the buurten as they were, with the first release only.
    """

    __tablename__ = "map_releases"
    number: Mapped[int] = mapped_column(BigKey, primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    unit: Mapped[str]
    theme: Mapped[str]
    threshold: Mapped[int]
    format: Mapped[str]
    reason: Mapped[str]
    control: Mapped[str]
    groups: Mapped[dict[str, Any]]
    division: Mapped[list[Any]]
