"""Every sentence about an answer is made here: pages, chat, receipts and `ask` say the same.

`explain` says the state first, then until when or why, then the way out.
"""

from datetime import date, datetime

from lawang.offices import wording_texts as texts
from lawang.offices.days_in_words import (
    day_in_words,
    listed,
    moment_in_words,
    windows_in_words,
)
from lawang.offices.names import OfficeNames, channel_name, service_name
from lawang.offices.words import Text
from lawang.policy.model import (
    DAY_MINUTES,
    MAIN_SITE,
    Activity,
    Answer,
    Ask,
    Channel,
    Decision,
    Period,
    Reason,
    Way,
    Window,
)

ALWAYS = (Window(0, DAY_MINUTES),)
MOST_WAYS = 3


def explain(decision: Decision, ask: Ask, names: OfficeNames, lang: str = "id") -> str:
    """The answer in a few short sentences: state, reason or time, way out."""
    if decision.answer is Answer.OPEN:
        sentences = _open(decision, ask, names, lang)
    elif decision.answer is Answer.DEFERRED:
        sentences = _deferred(decision, names, lang)
    else:
        sentences = [*_refused(decision, ask, names, lang), _way_out(decision, ask, names, lang)]
    return " ".join(sentence for sentence in sentences if sentence)


def headline(decision: Decision, ask: Ask, lang: str = "id") -> str:
    """The state in one to four words: "Buka", "Tutup sementara"."""
    return _headline(decision, ask).in_(lang)


def period_sentence(period: Period, lang: str = "id", *, review_on: date | None = None) -> str:
    """From when to when a period holds, after all its amendments."""
    if period.revoked:
        return texts.REVOKED.in_(lang)
    if period.since is None:
        return texts.PLANNED.in_(lang)
    since, last = day_in_words(period.since, lang), period.last_day
    if last is None:
        open_end = texts.IN_FORCE_OPEN.in_(lang).format(since=since)
        if review_on is None:
            return open_end
        return f"{open_end} {texts.REVIEWED.in_(lang).format(day=day_in_words(review_on, lang))}"
    if last == period.since:
        return texts.IN_FORCE_ONE_DAY.in_(lang).format(since=since)
    return texts.IN_FORCE.in_(lang).format(since=since, until=day_in_words(last, lang))


def notice_sentences(decision: Decision, names: OfficeNames, lang: str = "id") -> tuple[str, ...]:
    """The notices of an answer as sentences, in the office's order."""
    written = (names.notice(code, lang) for code in decision.notices)
    return tuple(sentence for sentence in written if sentence)


def subject(ask: Ask, names: OfficeNames, lang: str = "id") -> str:
    """What is open or closed: "Loket", "Pengambilan dokumen", "Layanan WhatsApp"."""
    words = texts.ACTIVITY_SUBJECTS.get(ask.activity, texts.SUBJECTS[ask.channel]).in_(lang)
    if ask.channel is Channel.COUNTER and ask.site != MAIN_SITE:
        return texts.AT_SITE.in_(lang).format(subject=words, site=names.site(ask.site, lang))
    return words


def _headline(decision: Decision, ask: Ask) -> Text:
    if decision.answer is Answer.DEFERRED:
        return texts.HEADLINE_DEFERRED
    if decision.answer is Answer.OPEN:
        limited = decision.pools or decision.reason is Reason.EXCEPTION
        return texts.HEADLINE_LIMITED if limited else texts.HEADLINE_OPEN
    opening = decision.next_opening
    today = opening is not None and opening.date() == _local(ask.at, opening).date()
    if decision.reason is Reason.OUTSIDE_HOURS and today:
        return texts.HEADLINE_NOT_YET
    return texts.HEADLINES[decision.reason]


def _local(at: datetime, like: datetime) -> datetime:
    return at.astimezone(like.tzinfo)


def _open(decision: Decision, ask: Ask, names: OfficeNames, lang: str) -> list[str]:
    what = subject(ask, names, lang)
    if decision.reason is Reason.EXCEPTION:
        first = texts.OPEN_EXCEPTION
    else:
        first = texts.OPEN_ALWAYS if decision.windows == ALWAYS else texts.OPEN
    sentences = [first.in_(lang).format(subject=what)]
    if decision.windows and decision.windows != ALWAYS:
        hours = windows_in_words(decision.windows, lang)
        zone = names.tz.tzname(None)
        sentences.append(texts.HOURS.in_(lang).format(hours=hours, zone=zone))
    if decision.daily_quota is not None:
        sentences.append(texts.LIMITED.in_(lang).format(limit=decision.daily_quota))
    return sentences


def _deferred(decision: Decision, names: OfficeNames, lang: str) -> list[str]:
    send = texts.SEND_NOW.in_(lang)
    if decision.next_opening is None:
        return [send, texts.HANDLED_LATER.in_(lang)]
    return [send, texts.HANDLED_FROM.in_(lang).format(opening=_moment(decision, names, lang))]


def _refused(decision: Decision, ask: Ask, names: OfficeNames, lang: str) -> list[str]:
    day = ask.wanted or ask.at.astimezone(names.tz).date()
    state = _state(decision, ask, names).in_(lang).format(
        subject=subject(ask, names, lang),
        service=service_name(ask.service, lang),
        day=day_in_words(day, lang),
        until=day_in_words(decision.until, lang) if decision.until else "",
    )  # fmt: skip
    return [
        state,
        _moved(decision, lang),
        _opens(decision, ask, names, lang),
        _conditions(decision, names, lang),
    ]


def _state(decision: Decision, ask: Ask, names: OfficeNames) -> Text:
    if decision.reason is Reason.CHANNEL_CLOSED:
        return texts.CLOSED_UNTIL if decision.until else texts.CLOSED
    if decision.reason is Reason.LEAD_TIME and ask.activity is Activity.PICKUP:
        return texts.NOT_READY
    offered = ask.service in names.services or not names.services
    if decision.reason is Reason.NOT_OFFERED and not offered:
        return texts.NOT_THIS_OFFICE
    return texts.REFUSED[decision.reason]


def _moved(decision: Decision, lang: str) -> str:
    if not decision.moved_to:
        return ""
    return texts.MOVED_TO.in_(lang).format(place=decision.moved_to)


def _opens(decision: Decision, ask: Ask, names: OfficeNames, lang: str) -> str:
    """When it opens next, unless only a condition or another choice stands in between."""
    choose_again = decision.reason is Reason.BEYOND_HORIZON or (
        decision.reason is Reason.LEAD_TIME and ask.activity is not Activity.PICKUP
    )
    if decision.next_opening is None or choose_again or decision.reason in (
        Reason.NEEDS_CONDITION, Reason.NOT_ELIGIBLE, Reason.NEEDS_REGISTRATION
    ):  # fmt: skip
        return ""
    sentence = texts.COLLECT_FROM if decision.reason is Reason.LEAD_TIME else texts.OPENS
    return sentence.in_(lang).format(opening=_moment(decision, names, lang))


def _moment(decision: Decision, names: OfficeNames, lang: str) -> str:
    assert decision.next_opening is not None  # the callers have looked
    return moment_in_words(decision.next_opening.astimezone(names.tz), lang)


def _conditions(decision: Decision, names: OfficeNames, lang: str) -> str:
    if not decision.conditions:
        return ""
    known = [names.conditions[code].in_(lang) for code in decision.conditions
             if code in names.conditions]  # fmt: skip
    if len(known) < len(decision.conditions):
        return texts.ASK_FIRST.in_(lang)
    joined = listed(known, lang, "and" if lang == "en" else "dan")
    return texts.CONDITION.in_(lang).format(conditions=joined)


def _way_out(decision: Decision, ask: Ask, names: OfficeNames, lang: str) -> str:
    """Other channels, at once if any answers now; else another site."""
    free = [way for way in decision.instead if not way.conditions]
    channels = [way for way in free if way.channel is not ask.channel and way.site == MAIN_SITE]
    if channels:
        return _channels(channels, ask, names, lang)
    site = next((way for way in free if way.site != ask.site), None)
    if site is None:
        return ""
    sentence = texts.SITE_WAY_FROM if site.since > ask.at else texts.SITE_WAY
    opening = moment_in_words(site.since.astimezone(names.tz), lang)
    return sentence.in_(lang).format(site=names.site(site.site, lang), opening=opening)


def _channels(ways: list[Way], ask: Ask, names: OfficeNames, lang: str) -> str:
    first = min(way.since for way in ways)
    usable = [way for way in ways if way.since <= max(first, ask.at)][:MOST_WAYS]
    joined = listed(
        [channel_name(way.channel, lang) for way in usable], lang, "or" if lang == "en" else "atau"
    )
    if first <= ask.at:
        return texts.WAYS.in_(lang).format(ways=joined)
    opening = day_in_words(first.astimezone(names.tz).date(), lang)
    return texts.WAYS_FROM.in_(lang).format(opening=opening, ways=joined)
