"""A decision as the public contract shows it: `ask --json`, status.json, the API (design 4)."""

from datetime import datetime
from typing import Any

from lawang.offices.names import OfficeNames
from lawang.offices.wording import explain
from lawang.offices.words import LANGUAGES
from lawang.policy.model import Ask, Decision, Pool, Way, Window


def decision_json(office: str, ask: Ask, decision: Decision, names: OfficeNames) -> dict[str, Any]:
    """Every field of the contract, in its order; times carry the office's offset."""
    return {
        "office": office,
        "service": ask.service,
        "channel": ask.channel.value,
        "activity": ask.activity.value,
        "site": ask.site,
        "at": _iso(ask.at, names),
        "allowed": decision.allowed,
        "answer": decision.answer.value,
        "reason": decision.reason.value,
        "explanation": {lang: explain(decision, ask, names, lang) for lang in LANGUAGES},
        "period": decision.period,
        "conditions": list(decision.conditions),
        "windows": [window_json(window) for window in decision.windows],
        "daily_quota": decision.daily_quota,
        "pools": [pool_json(pool) for pool in decision.pools],
        "until": decision.until.isoformat() if decision.until else None,
        "next_opening": _iso(decision.next_opening, names),
        "instead": [way_json(way, names) for way in decision.instead],
        "notices": list(decision.notices),
        "moved_to": decision.moved_to,
        "contact": decision.contact,
    }


def window_json(window: Window) -> list[str]:
    """["10:00", "12:00"]; midnight at the end of a day is "24:00"."""
    return [f"{minute // 60:02d}:{minute % 60:02d}" for minute in (window.start, window.end)]


def pool_json(pool: Pool) -> dict[str, Any]:
    """A quota, its firm limit and what was announced."""
    about = list(pool.about) if pool.about else None
    return {"pool": pool.name, "max": pool.limit, "about": about}


def way_json(way: Way, names: OfficeNames) -> dict[str, Any]:
    """Another way to the same end."""
    return {
        "channel": way.channel.value,
        "site": way.site,
        "from": _iso(way.since, names),
        "conditions": list(way.conditions),
        "contact": way.contact,
    }


def _iso(at: datetime | None, names: OfficeNames) -> str | None:
    return at.astimezone(names.tz).isoformat() if at else None
