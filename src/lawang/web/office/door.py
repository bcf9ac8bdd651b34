"""What the office's door says at a moment: per channel, the answer most services get."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from lawang.offices.days_in_words import listed
from lawang.offices.names import channel_name, service_name
from lawang.offices.queries import OfficeNow
from lawang.offices.wording import explain, headline
from lawang.policy.decide import decide
from lawang.policy.model import Activity, Answer, Ask, Channel, Policy, Reason

OFFERED = (Channel.COUNTER, Channel.WEB, Channel.WHATSAPP, Channel.PHONE, Channel.COLLECTIVE)


@dataclass(frozen=True, slots=True)
class Door:
    """One channel, or an activity of it: the state, in words, and who gets another answer."""

    channel: str
    state: str
    word: str
    sentence: str
    others: tuple[str, ...]


def door_now(
    now: OfficeNow, at: datetime, policy: Policy | None = None, *, pickup: bool = False
) -> tuple[Door, ...]:
    """Every channel the office has; `policy` when it is not the present pile that is asked."""
    found = [_door(now, policy or now.policy, channel, channel.activity, at) for channel in OFFERED]
    if pickup:
        found.append(_door(now, policy or now.policy, Channel.COUNTER, Activity.PICKUP, at))
    return tuple(door for door in found if door is not None)


def _door(
    now: OfficeNow, policy: Policy, channel: Channel, activity: Activity, at: datetime
) -> Door | None:
    names = now.file.names
    answers: dict[str, tuple[str, str, str]] = {}
    for service in now.file.services:
        ask = Ask(service, channel, at, activity)
        decision = decide(policy, ask)
        if decision.reason is not Reason.NOT_OFFERED:
            limited = decision.pools or decision.reason is Reason.EXCEPTION
            state = {Answer.DEFERRED: "deferred", Answer.REFUSED: "closed"}.get(
                decision.answer, "limited" if limited else "open"
            )
            answers[service] = (state, headline(decision, ask), explain(decision, ask, names))
    if not answers:
        return None
    common, _ = Counter(answers.values()).most_common(1)[0]
    others: dict[tuple[str, str, str], list[str]] = {}
    for service, answer in answers.items():
        if answer != common:
            others.setdefault(answer, []).append(service_name(service))
    name = channel_name(channel) if activity is channel.activity else "pengambilan dokumen"
    return Door(
        name[:1].upper() + name[1:],
        *common,
        tuple(f"{listed(who, 'id', 'dan')}: {word}. {sentence}"
              for (_, word, sentence), who in others.items()),
    )  # fmt: skip
