"""What is set for the map: for the whole study, and by each person for themselves."""

from typing import Any

from sqlalchemy.orm import Session

from fieldwork.domain.ids import AccountId
from fieldwork.domain.releases import MapRules, MapUnit
from fieldwork.store.tables import MapChoiceRow, MapSettingRow

_RULES, _CONNECTION = "rules", "connection"


def rules(session: Session) -> MapRules:
    """Return the rules for maps that leave."""
    kept = _value(session, _RULES)
    return MapRules(MapUnit.of(kept["unit"]), kept["threshold"]) if kept else MapRules()


def keep_rules(session: Session, chosen: MapRules) -> None:
    """Keep these rules."""
    _keep(session, _RULES, {"unit": chosen.unit.value, "threshold": chosen.threshold})


def may_connect(session: Session) -> bool:
    """Return whether addresses and maps may be asked of PDOK; not until somebody says so."""
    return bool((_value(session, _CONNECTION) or {}).get("on", False))


def allow_connection(session: Session, *, on: bool) -> None:
    """Keep whether PDOK may be asked."""
    _keep(session, _CONNECTION, {"on": on})


def choice(session: Session, account: AccountId) -> dict[str, Any]:
    """Return how somebody left the map; empty at first."""
    row = session.get(MapChoiceRow, account)
    return dict(row.choice) if row else {}


def keep_choice(session: Session, account: AccountId, chosen: dict[str, Any]) -> None:
    """Keep how somebody leaves the map."""
    session.merge(MapChoiceRow(account=account, choice=chosen))


def _value(session: Session, name: str) -> dict[str, Any] | None:
    row = session.get(MapSettingRow, name)
    return row.value if row else None


def _keep(session: Session, name: str, value: dict[str, Any]) -> None:
    session.merge(MapSettingRow(name=name, value=value))
