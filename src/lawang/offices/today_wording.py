"""The sentences of an office's day that no single answer makes: the door, a service's line.

What one answer says stands in `wording.py`; these put several together in the same words.
"""

from datetime import datetime

from lawang.offices import wording_texts as texts
from lawang.offices.days_in_words import (
    clock_in_words,
    day_in_words,
    listed,
    moment_in_words,
    windows_in_words,
)
from lawang.offices.names import OfficeNames, channel_name, service_name
from lawang.offices.today import Door, Group, OfficeToday, Said, ServiceToday
from lawang.offices.wording import explain, headline, subject
from lawang.offices.words import Text
from lawang.policy.model import DAY_MINUTES, Answer, Ask, Channel, Decision, Reason, Window

UNTIL_TODAY = Text("Hari ini {subject} buka sampai pukul {end} {zone}",
                   "Today {subject} is open until {end} {zone}")  # fmt: skip
OPEN_ALWAYS = Text("{subject} buka 24 jam", "{subject} is open around the clock")
OPEN = Text("{subject} buka", "{subject} is open")
OPENS_TODAY = Text("{subject} buka pukul {clock} {zone}", "{subject} opens at {clock} {zone}")
OPENS_ON = Text("{subject} buka lagi {day}", "{subject} opens again on {day}")
PARTLY = Text("Buka untuk sebagian layanan", "Open for some services")
NO_COUNTER = Text("Kantor ini melayani tanpa loket", "This office serves without a counter")
NO_COUNTER_WORD = Text("Dari rumah", "From home")
LIMIT = Text("Dibatasi {limit} nomor antrean, sampai pukul {end} {zone}.",
             "Limited to {limit} numbers, until {end} {zone}.")  # fmt: skip
SERVE = Text("Kami melayani {limit} nomor antrean.", "We serve {limit} numbers.")
HOURS_TODAY = Text("Jam loket hari ini {hours} {zone}.", "Counter hours today: {hours} {zone}.")

THROUGH = Text("Bisa lewat {ways}", "Possible through {ways}")
SEND_NOW = Text("Kirim lewat {ways}, diproses mulai {day}", "Send by {ways}, handled from {day}")
SEND = Text("Kirim sekarang lewat {ways}, diproses nanti", "Send now by {ways}, handled later")
OPEN_AGAIN = Text("Bisa lewat {ways} mulai {opening}", "Possible by {ways} from {opening}")
COUNTER_OPEN = Text("Loket: buka {hours} {zone}", "Counter: open {hours} {zone}")
COUNTER_ALWAYS = Text("Loket: buka 24 jam", "Counter: open around the clock")
COUNTER_IF = Text("Loket: hanya kalau {conditions}", "Counter: only if {conditions}")
ONLY_IF = Text("Hanya kalau {conditions}", "Only if {conditions}")
PICKUP_OPEN = Text("Buka {hours} {zone}.", "Open {hours} {zone}.")
PICKUP_LEAD = Text("Paling cepat {days} hari kerja setelah diajukan.",
                   "At the earliest on working day {days} after filing.")  # fmt: skip
CLOSED_UNTIL = Text("Tutup sampai {day}", "Closed until {day}")
CLOSED = Text("Tutup sampai ada pemberitahuan", "Closed until further notice")
OPENS = Text("Buka {opening}", "Opens {opening}")

STATES = {Answer.OPEN: "open", Answer.DEFERRED: "deferred", Answer.REFUSED: "closed"}


def state_of(decision: Decision) -> str:
    """One of open, limited, deferred, closed: how low the shutter hangs."""
    limited = decision.pools or decision.reason is Reason.EXCEPTION
    if (decision.answer is Answer.OPEN and limited) or decision.reason is Reason.NEEDS_CONDITION:
        return "limited"
    return STATES[decision.answer]


def door_state(door: Door) -> str:
    """The shutter of the door as a whole."""
    return "limited" if door.partly else state_of(door.said.decision)


def door_word(door: Door, lang: str) -> str:
    """The state in a few words: "Tutup sementara", "Buka untuk sebagian layanan"."""
    return PARTLY.in_(lang) if door.partly else headline(door.said.decision, door.said.ask, lang)


def door_title(door: Door, names: OfficeNames, lang: str) -> str:
    """The heading of the page: the state with its time, no full stop."""
    said = door.said
    what = subject(said.ask, names, lang)
    if said.decision.answer is Answer.OPEN:
        return _open_title(said, what, names, lang)
    reason, opening = said.decision.reason, said.decision.next_opening
    if reason in (Reason.OUTSIDE_HOURS, Reason.NOT_WORKING_DAY) and opening is not None:
        return _opens_title(said, opening.astimezone(names.tz), what, names, lang)
    if reason is Reason.CHANNEL_CLOSED:
        until = said.decision.until
        sentence = texts.CLOSED_UNTIL if until else texts.CLOSED
        written = day_in_words(until, lang) if until else ""
        return sentence.in_(lang).format(subject=what, until=written).rstrip(".")
    return explain(said.decision, said.ask, names, lang).partition(".")[0]


def _open_title(said: Said, what: str, names: OfficeNames, lang: str) -> str:
    end = closes_at(said, names)
    if end is None:
        return OPEN.in_(lang).format(subject=what)
    if end == DAY_MINUTES:
        return OPEN_ALWAYS.in_(lang).format(subject=what)
    inside = what[0].lower() + what[1:]
    clock, zone = clock_in_words(end, lang), names.tz.tzname(None)
    return UNTIL_TODAY.in_(lang).format(subject=inside, end=clock, zone=zone)


def _opens_title(said: Said, opening: datetime, what: str, names: OfficeNames, lang: str) -> str:
    zone = names.tz.tzname(None)
    if opening.date() == said.ask.at.astimezone(names.tz).date():
        clock = clock_in_words(opening.hour * 60 + opening.minute, lang)
        return OPENS_TODAY.in_(lang).format(subject=what, clock=clock, zone=zone)
    return OPENS_ON.in_(lang).format(subject=what, day=moment_in_words(opening, lang))


def closes_at(said: Said, names: OfficeNames) -> int | None:
    """The minute of the day at which the window that holds now ends."""
    at = said.ask.at.astimezone(names.tz)
    minute = at.hour * 60 + at.minute
    return next((w.end for w in said.decision.windows if w.holds(minute)), None)


def limit_sentence(decision: Decision, names: OfficeNames, lang: str) -> str:
    """The numbers there are and until when; empty without a limit."""
    limit = decision.daily_quota
    if limit is None:
        return ""
    if not decision.windows or decision.windows[-1].end == DAY_MINUTES:
        return SERVE.in_(lang).format(limit=limit)
    end = clock_in_words(decision.windows[-1].end, lang)
    return LIMIT.in_(lang).format(limit=limit, end=end, zone=names.tz.tzname(None))


def hours_sentence(windows: tuple[Window, ...], names: OfficeNames, lang: str) -> str:
    """Today's hours when there is more than one window; one is in the heading already."""
    if len(windows) < 2:
        return ""
    hours = windows_in_words(windows, lang)
    return HOURS_TODAY.in_(lang).format(hours=hours, zone=names.tz.tzname(None))


def conditions_in_words(codes: tuple[str, ...], names: OfficeNames, lang: str) -> str:
    """ "berkas sudah dikonfirmasi petugas dan …"; unknown ones are asked for."""
    known = [names.conditions[code].in_(lang) for code in codes if code in names.conditions]
    if len(known) < len(codes):
        known.append("you have asked us first" if lang == "en" else "sudah bertanya kepada kami")
    return listed(known, lang, "and" if lang == "en" else "dan")


def counter_line(said: Said, names: OfficeNames, lang: str) -> str:
    """The counter in one line of a list."""
    decision = said.decision
    if decision.conditions:
        conditions = conditions_in_words(decision.conditions, names, lang)
        return COUNTER_IF.in_(lang).format(conditions=conditions)
    if decision.allowed and decision.windows != (Window(0, DAY_MINUTES),):
        hours, zone = windows_in_words(decision.windows, lang), names.tz.tzname(None)
        return COUNTER_OPEN.in_(lang).format(hours=hours, zone=zone)
    if decision.allowed:
        return COUNTER_ALWAYS.in_(lang)
    return closed_line(said, names, lang)


def pickup_line(said: Said, names: OfficeNames, lang: str) -> str:
    """Collecting documents in one line: hours, how long after filing, condition, or why not."""
    decision = said.decision
    if decision.conditions:
        conditions = conditions_in_words(decision.conditions, names, lang)
        return ONLY_IF.in_(lang).format(conditions=conditions)
    if not decision.allowed:
        return closed_line(said, names, lang)
    hours, zone = windows_in_words(decision.windows, lang), names.tz.tzname(None)
    sentences = [PICKUP_OPEN.in_(lang).format(hours=hours, zone=zone)]
    if said.lead_days:
        sentences.append(PICKUP_LEAD.in_(lang).format(days=said.lead_days))
    return " ".join(sentences)


def closed_line(said: Said, names: OfficeNames, lang: str) -> str:
    """A closed way in one line: until when, or when it opens."""
    decision = said.decision
    if decision.reason is Reason.CHANNEL_CLOSED:
        if decision.until:
            return CLOSED_UNTIL.in_(lang).format(day=day_in_words(decision.until, lang))
        return CLOSED.in_(lang)
    if decision.next_opening is not None:
        opening = opening_in_words(decision.next_opening, said.ask, names, lang)
        return OPENS.in_(lang).format(opening=opening)
    return headline(decision, said.ask, lang)


def opening_in_words(opening: datetime, ask: Ask, names: OfficeNames, lang: str) -> str:
    """ "pukul 14.00 WITA" today, the day and time otherwise."""
    opening = opening.astimezone(names.tz)
    if opening.date() != ask.at.astimezone(names.tz).date():
        return moment_in_words(opening, lang)
    clock = clock_in_words(opening.hour * 60 + opening.minute, lang)
    return f"{'at' if lang == 'en' else 'pukul'} {clock} {opening.tzname()}"


def remote_line(service: ServiceToday, names: OfficeNames, lang: str) -> tuple[str, str]:
    """State and line of the ways from home: the open ones, else those that take in, else when."""
    for answer in (Answer.OPEN, Answer.DEFERRED):
        same = [said for said in service.remote if said.decision.answer is answer]
        if same:
            return STATES[answer], _ways_line(answer, same, names, lang)
    opening = [said for said in service.remote if said.decision.next_opening is not None]
    if not opening:
        return "", ""
    soonest = min(opening, key=lambda said: said.decision.next_opening or said.ask.at)
    first = soonest.decision.next_opening or soonest.ask.at
    when = opening_in_words(first, soonest.ask, names, lang)
    ways = ways_in_words([soonest.ask.channel], lang)
    return "closed", OPEN_AGAIN.in_(lang).format(ways=ways, opening=when)


def _ways_line(answer: Answer, same: list[Said], names: OfficeNames, lang: str) -> str:
    ways = ways_in_words([said.ask.channel for said in same], lang)
    if answer is Answer.OPEN:
        return THROUGH.in_(lang).format(ways=ways)
    openings = [said.decision.next_opening for said in same if said.decision.next_opening]
    if not openings:
        return SEND.in_(lang).format(ways=ways)
    day = opening_in_words(min(openings), same[0].ask, names, lang)
    return SEND_NOW.in_(lang).format(ways=ways, day=day)


def ways_in_words(channels: list[Channel], lang: str) -> str:
    """ "web, WhatsApp, atau fasilitator di kelurahan"."""
    words = [channel_name(channel, lang) for channel in channels]
    return listed(words, lang, "or" if lang == "en" else "atau")


def today_explained(today: OfficeToday, names: OfficeNames, lang: str) -> str:
    """The door in sentences, with the services that hear otherwise: for `status.json` and chat."""
    if today.door is None:
        return f"{NO_COUNTER.in_(lang)}."
    said = today.door.said
    exceptions = [exception_sentence(group, names, lang) for group in exceptions_of(today.door)]
    return " ".join([explain(said.decision, said.ask, names, lang), *exceptions])


EXCEPTION = Text("{services}: {state}.", "{services}: {state}.")


def exceptions_of(door: Door) -> tuple[Group, ...]:
    """Those who may be served although the door is closed, or not although it is open."""
    if door.said.decision.allowed:
        return door.others
    return tuple(
        group
        for group in door.others
        if group.said.decision.allowed or group.said.decision.conditions
    )


def exception_sentence(group: Group, names: OfficeNames, lang: str) -> str:
    """ "Legalisir: hanya kalau untuk pendaftaran TNI atau Polri."."""
    state = counter_line(group.said, names, lang)
    services = listed([service_name(each, lang) for each in group.services], lang,
                      "and" if lang == "en" else "dan")  # fmt: skip
    return EXCEPTION.in_(lang).format(services=services, state=state)
