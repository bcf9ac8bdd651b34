"""A rule in one plain sentence, for the head's screens and the announcement."""

from lawang.offices.days_in_words import (
    WEEKDAYS,
    WEEKDAYS_EN,
    day_in_words,
    listed,
    moment_in_words,
    windows_in_words,
)
from lawang.offices.names import OfficeNames, activity_name, channel_name, service_name
from lawang.offices.words import REASONS, SAYS, Text
from lawang.policy.model import Condition, Days, Fact, Rule, Says, Test, Week

ALL_SERVICES = Text("semua layanan", "all services")
ALL_EXCEPT = Text("semua layanan kecuali {services}", "all services except {services}")
ALL_WAYS = Text("Semua cara", "Every way")
MAIN = Text("{channels} {says} untuk {services}", "{channels}: {says} for {services}")
FOR_ACTIVITIES = Text(" ({activities})", " ({activities})")
AT = Text(" di {sites}", " at {sites}")
ON = Text(" pada {days}", " on {days}")
REASON = Text(" karena {reason}", " because of: {reason}")
IF = Text(", kalau {conditions}", ", if {conditions}")
HOURS = Text(", jam {hours}", ", hours {hours}")
POOL = Text(", paling banyak {limit} nomor sehari", ", at most {limit} numbers a day")
LEAST = Text(", paling cepat {days} hari sebelumnya", ", at least {days} days ahead")
MOST = Text(", paling lama {days} hari sebelumnya", ", at most {days} days ahead")
LEAD = Text(
    ", paling cepat {days} hari kerja setelah diajukan", ", from working day {days} after filing"
)
HANDLED = Text(", diproses mulai {moment}", ", handled from {moment}")
MOVED = Text(", pindah ke {place}", ", moved to {place}")
NTH = Text("{weekday} ke-{nth}", "{weekday} number {nth} of the month")
TESTS = {
    Test.IS: Text("{name}: {value}", "{name}: {value}"),
    Test.IS_NOT: Text("{name}: bukan {value}", "{name}: not {value}"),
    Test.LEAST: Text("{name}: paling sedikit {value}", "{name}: at least {value}"),
    Test.MOST: Text("{name}: paling banyak {value}", "{name}: at most {value}"),
    Test.WITHIN: Text("{name}: wilayah {value}", "{name}: area {value}"),
}
NOT = Text("tidak benar bahwa {name}", "it is not so that {name}")
UNKNOWN = Text("syarat khusus terpenuhi", "a special condition is met")


def rule_sentence(rule: Rule, names: OfficeNames, lang: str = "id") -> str:
    """What the rule speaks for, what it says, for whom: one sentence."""
    parts = [
        MAIN.in_(lang).format(
            channels=_channels(rule, lang),
            says=SAYS[rule.says].name.in_(lang),
            services=_services(rule, names, lang),
        ),
        *_scope(rule, names, lang),
        *_limits(rule, names, lang),
    ]
    return "".join(parts) + "."


def condition_words(condition: Condition, names: OfficeNames, lang: str = "id") -> str:
    """A condition as part of a sentence."""
    name = names.conditions.get(condition.fact, UNKNOWN).in_(lang)
    if condition.test is Test.IS and condition.value is True:
        return name
    if isinstance(condition.value, bool):
        wanted = condition.value if condition.test is Test.IS else not condition.value
        return name if wanted else NOT.in_(lang).format(name=name)
    value = _fact(condition.value, lang)
    return TESTS[condition.test].in_(lang).format(name=name, value=value)


def _fact(value: Fact, lang: str) -> str:
    return str(value) if isinstance(value, int | str) else day_in_words(value, lang)


def _and(words: list[str], lang: str) -> str:
    return listed(words, lang, "and" if lang == "en" else "dan")


def _channels(rule: Rule, lang: str) -> str:
    if not rule.channels:
        return ALL_WAYS.in_(lang)
    in_order = [channel for channel in type(next(iter(rule.channels))) if channel in rule.channels]
    words = _and([channel_name(channel, lang) for channel in in_order], lang)
    words = words[:1].upper() + words[1:]
    if not rule.activities:
        return words
    activities = _and(sorted(activity_name(each, lang) for each in rule.activities), lang)
    return words + FOR_ACTIVITIES.in_(lang).format(activities=activities)


def _services(rule: Rule, names: OfficeNames, lang: str) -> str:
    """All, all but a few, or the ones named, in the office's order."""
    if not rule.services or rule.services >= set(names.services):
        return ALL_SERVICES.in_(lang)
    left_out = [each for each in names.services if each not in rule.services]
    if len(left_out) < len(rule.services):
        shown = _and([service_name(each, lang) for each in left_out], lang)
        return ALL_EXCEPT.in_(lang).format(services=shown)
    order = {service: place for place, service in enumerate(names.services)}
    inside = sorted(rule.services, key=lambda each: (order.get(each, len(order)), each))
    return _and([service_name(each, lang) for each in inside], lang)


def _scope(rule: Rule, names: OfficeNames, lang: str) -> list[str]:
    parts = []
    if rule.sites:
        sites = [names.site(site, lang) for site in sorted(rule.sites)]
        parts.append(AT.in_(lang).format(sites=_and(sites, lang)))
    if rule.on is not None:
        parts.append(ON.in_(lang).format(days=_days(rule.on, lang)))
    if rule.reason is not None and rule.reason in REASONS:
        parts.append(REASON.in_(lang).format(reason=REASONS[rule.reason].name.in_(lang)))
    if rule.conditions:
        words = [condition_words(each, names, lang) for each in rule.conditions]
        parts.append(IF.in_(lang).format(conditions=_and(words, lang)))
    return parts


def _limits(rule: Rule, names: OfficeNames, lang: str) -> list[str]:
    parts = []
    if rule.says is not Says.CLOSED:
        parts.append(HOURS.in_(lang).format(hours=week_in_words(rule.hours, lang)))
    parts += [POOL.in_(lang).format(limit=pool.limit) for pool in rule.pools]
    for text, days in ((LEAST, rule.ahead_least), (MOST, rule.ahead_most), (LEAD, rule.lead_days)):
        if days:
            parts.append(text.in_(lang).format(days=days))
    if rule.handled_from is not None:
        moment = moment_in_words(rule.handled_from.astimezone(names.tz), lang)
        parts.append(HANDLED.in_(lang).format(moment=moment))
    if rule.moved_to:
        parts.append(MOVED.in_(lang).format(place=rule.moved_to))
    return parts


def week_in_words(week: Week | None, lang: str = "id") -> str:
    """ "Senin-Kamis 08.00-15.00; Jumat 08.00-11.00"; None is any time."""
    if week is None:
        return "at any time" if lang == "en" else "24 jam setiap hari"
    weekdays = WEEKDAYS_EN if lang == "en" else WEEKDAYS
    runs: list[list[int]] = []
    for day, windows in enumerate(week):
        if runs and week[runs[-1][0]] == windows:
            runs[-1].append(day)
        else:
            runs.append([day])
    spans = [
        f"{_run(run, weekdays)} {windows_in_words(week[run[0]], lang)}"
        for run in runs if week[run[0]]
    ]  # fmt: skip
    return "; ".join(spans)


def _run(run: list[int], weekdays: tuple[str, ...]) -> str:
    return weekdays[run[0]] if len(run) == 1 else f"{weekdays[run[0]]}-{weekdays[run[-1]]}"


def _days(days: Days, lang: str) -> str:
    weekdays = WEEKDAYS_EN if lang == "en" else WEEKDAYS
    words = [weekdays[day] for day in sorted(days.weekdays)]
    words += [
        NTH.in_(lang).format(weekday=weekdays[weekday], nth=nth)
        for nth, weekday in sorted(days.nth_weekdays)
    ]
    words += [day_in_words(day, lang) for day in sorted(days.dates)]
    return _and(words, lang)
