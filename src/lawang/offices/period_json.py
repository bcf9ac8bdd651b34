"""Periods as JSON and back, for rows that keep their rules as JSON. Nothing is lost either way."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lawang.policy.model import (
    Activity,
    Amendment,
    Channel,
    Condition,
    Contact,
    Days,
    Fact,
    Period,
    Pool,
    Reason,
    Rule,
    Says,
    Test,
    Window,
)

Json = dict[str, Any]


def period_to_json(period: Period) -> Json:
    """The whole period, amendments included."""
    return {
        "id": period.id,
        "published_at": period.published_at.isoformat(),
        "since": _iso(period.since),
        "until": _iso(period.until),
        "rules": [rule_to_json(rule) for rule in period.rules],
        "contacts": [contact_to_json(contact) for contact in period.contacts],
        "amendments": [
            {
                "made_at": each.made_at.isoformat(),
                "until": _iso(each.until),
                "revoked": each.revoked,
            }
            for each in period.amendments
        ],
    }


def period_from_json(row: Mapping[str, Any]) -> Period:
    """The period that `period_to_json` wrote."""
    return Period(
        id=row["id"],
        published_at=datetime.fromisoformat(row["published_at"]),
        since=_day(row["since"]),
        until=_day(row["until"]),
        rules=tuple(rule_from_json(rule) for rule in row["rules"]),
        contacts=tuple(contact_from_json(contact) for contact in row["contacts"]),
        amendments=tuple(
            Amendment(datetime.fromisoformat(a["made_at"]), _day(a["until"]), a["revoked"])
            for a in row["amendments"]
        ),
    )


def rule_to_json(rule: Rule) -> Json:
    """One rule; parts that say nothing are left out."""
    row: Json = {
        "services": sorted(rule.services),
        "channels": sorted(rule.channels),
        "activities": sorted(rule.activities),
        "sites": sorted(rule.sites),
        "on": _days_to_json(rule.on),
        "conditions": [
            {"fact": each.fact, "test": each.test.value, "value": _fact_to_json(each.value)}
            for each in rule.conditions
        ],
        "if_failed": rule.if_failed,
        "reason": rule.reason,
        "hours": None if rule.hours is None else [
            [[window.start, window.end] for window in day] for day in rule.hours
        ],
        "pools": [
            {"name": pool.name, "limit": pool.limit, "about": pool.about and list(pool.about)}
            for pool in rule.pools
        ],
        "ahead_least": rule.ahead_least,
        "ahead_most": rule.ahead_most,
        "lead_days": rule.lead_days,
        "handled_from": rule.handled_from and rule.handled_from.isoformat(),
        "moved_to": rule.moved_to,
        "notices": list(rule.notices),
    }  # fmt: skip
    said = {key: value for key, value in row.items() if value is not None and value != []}
    if not rule.lead_days:
        del said["lead_days"]
    return {"says": rule.says.value, **said}


def rule_from_json(row: Mapping[str, Any]) -> Rule:
    """The rule that `rule_to_json` wrote."""
    hours, handled_from = row.get("hours"), row.get("handled_from")
    return Rule(
        services=frozenset(row.get("services", ())),
        channels=frozenset(Channel(each) for each in row.get("channels", ())),
        activities=frozenset(Activity(each) for each in row.get("activities", ())),
        sites=frozenset(row.get("sites", ())),
        on=_days_from_json(row.get("on")),
        conditions=tuple(
            Condition(each["fact"], Test(each["test"]), _fact_from_json(each["value"]))
            for each in row.get("conditions", ())
        ),
        if_failed=_reason(row.get("if_failed")),
        says=Says(row["says"]),
        reason=_reason(row.get("reason")),
        hours=None if hours is None else tuple(
            tuple(Window(start, end) for start, end in day) for day in hours
        ),
        pools=tuple(
            Pool(p["name"], p["limit"], (p["about"][0], p["about"][1]) if p["about"] else None)
            for p in row.get("pools", ())
        ),
        ahead_least=row.get("ahead_least"),
        ahead_most=row.get("ahead_most"),
        lead_days=row.get("lead_days", 0),
        handled_from=datetime.fromisoformat(handled_from) if handled_from else None,
        moved_to=row.get("moved_to"),
        notices=tuple(row.get("notices", ())),
    )  # fmt: skip


def contact_to_json(contact: Contact) -> Json:
    """One contact."""
    services = sorted(contact.services)
    return {"channel": contact.channel.value, "address": contact.address, "services": services}


def contact_from_json(row: Mapping[str, Any]) -> Contact:
    """The contact that `contact_to_json` wrote."""
    return Contact(Channel(row["channel"]), row["address"], frozenset(row["services"]))


def _days_to_json(days: Days | None) -> Json | None:
    if days is None:
        return None
    return {
        "dates": [day.isoformat() for day in sorted(days.dates)],
        "weekdays": sorted(days.weekdays),
        "nth_weekdays": [list(pair) for pair in sorted(days.nth_weekdays)],
    }


def _days_from_json(row: Mapping[str, Any] | None) -> Days | None:
    if row is None:
        return None
    return Days(
        frozenset(date.fromisoformat(day) for day in row["dates"]),
        frozenset(row["weekdays"]),
        frozenset((nth, weekday) for nth, weekday in row["nth_weekdays"]),
    )


def _fact_to_json(fact: Fact) -> Any:
    """A day is written as an object, so that it cannot be taken for a word."""
    return {"day": fact.isoformat()} if isinstance(fact, date) else fact


def _fact_from_json(value: Any) -> Fact:
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value


def _reason(code: str | None) -> Reason | None:
    return None if code is None else Reason(code)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
