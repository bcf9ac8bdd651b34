"""The 23 building blocks of handbook/rule-shapes.md, an invented office for each row.

Rows 20 and 21 are capacity (tests in test_capacity.py say so again); rows 13 and the extra
numbers of row 10 are notices: they change no answer.
"""

from datetime import date

import pytest

from lawang.policy.decide import decide
from lawang.policy.model import Answer, Days, Reason, Says
from tests.policy.make import (
    EVERY_DAY,
    ask,
    closed,
    moment,
    needs,
    office,
    period,
    pool,
    rule,
    week,
)

SECOND_WEDNESDAY = Days(nth_weekdays=frozenset({(2, 2)}))

OFFICES = {
    "1 dated rules": office(
        period("tutup", closed("counter"), since="2024-03-05", until="2024-03-06"),
        period("rencana", closed(), since=None),
    ),
    "1 phases": office(
        period("online", closed("counter visit"), since="2024-03-07", until="2024-03-08"),
        period("total", closed(reason=Reason.SERVICE_SUSPENDED), until="2024-03-06"),
    ),
    "2 channel status": office(
        period(
            "daring",
            rule("legalisir counter visit", hours=week("09.00-11.00")),
            closed("counter"),
            rule("kk whatsapp file"),
        )
    ),
    "3 hours": office(
        period(
            "ramadan",
            rule(
                "counter visit",
                on=SECOND_WEDNESDAY,
                hours=week("08.00-13.00", "16.00-19.00"),
            ),
            rule("counter visit", hours=week("08.00-11.00", "12.30-14.00")),
        )
    ),
    "4 person": office(
        period(
            "khusus",
            rule("counter visit", conditions=needs("residence in 36.02", "age >= 60")),
            closed("counter visit"),
        )
    ),
    "5 calendar": office(
        period(
            "libur",
            rule(
                "counter visit",
                on=Days(dates=frozenset({date(2024, 3, 11), date(2024, 3, 16)})),
                hours=week("08.00-12.00", days=EVERY_DAY),
            ),
        )
    ),
    "5 listed dates": office(
        normal=(
            rule(
                "keliling counter visit",
                on=Days(dates=frozenset({date(2024, 3, 6), date(2024, 3, 20)})),
                hours=week("09.00-12.00", days=EVERY_DAY),
            ),
        )
    ),
    "6 places": office(
        normal=(
            rule("counter visit @gerai", hours=week("10.00-20.00", days=EVERY_DAY)),
            rule("counter visit @kantor", hours=week("08.00-15.00")),
            closed("counter visit @rusak", reason=Reason.SYSTEM_DOWN),
        ),
        sites=("kantor", "gerai", "rusak"),
    ),
    "7 diversion": office(
        period(
            "pindah",
            closed("counter visit", reason=Reason.RELOCATED, moved_to="mal pelayanan"),
        )
    ),
    "8 planned": office(period("rencana", closed(), since=None)),
    "9 stock": office(
        period(
            "blangko",
            rule("ktp-el", conditions=needs("first_card"), if_failed=Reason.STOCK_OUT),
            closed("ktp-el", reason=Reason.STOCK_OUT),
        )
    ),
    "10 quota": office(
        normal=(
            rule(
                "kia counter visit",
                hours=week("08.00-15.00"),
                pools=(pool("kia", 5), pool("loket", 30, (25, 30))),
            ),
            rule(
                "ktp-el counter visit",
                conditions=needs("overflow"),
                says=Says.DEFERRED,
                handled_from=moment("2024-03-06 08.00"),
            ),
            rule("counter visit", hours=week("08.00-15.00"), pools=(pool("loket", 30),)),
        )
    ),
    "11 registration": office(
        normal=(
            rule(
                "counter book",
                hours=week("07.00-09.00"),
                ahead_least=1,
                ahead_most=5,
            ),
            rule(
                "counter visit",
                conditions=needs("registered"),
                if_failed=Reason.NEEDS_REGISTRATION,
                hours=week("08.00-15.00"),
            ),
        )
    ),
    "12 document dates": office(
        period(
            "tenggang",
            rule(
                "sim counter visit",
                conditions=needs("expires >= 2024-02-26", "expires <= 2024-03-08"),
                hours=week("08.00-15.00"),
            ),
            closed("sim counter visit"),
        )
    ),
    "13 advice": office(
        period("imbauan", rule("counter visit", hours=week("08.00-15.00"), notices=("postpone",)))
    ),
    "14 urgent": office(
        period(
            "mendesak",
            rule("kk counter visit", conditions=needs("hospital_patient", "proof")),
            closed("counter visit"),
        )
    ),
    "15 result and pickup": office(
        period(
            "ambil",
            rule(
                "kia counter pickup",
                conditions=needs("ready_on >= 2024-02-01"),
                if_failed=Reason.PICKUP_EXPIRED,
                hours=week("08.00-15.00"),
                lead_days=1,
            ),
            closed("pickup"),
            rule("kk post file", notices=("sent_by_post",)),
        )
    ),
    "16 deferred intake": office(
        period(
            "gangguan",
            rule("kk counter visit", says=Says.DEFERRED, handled_from=moment("2024-03-08 08.00")),
            rule("kk web", says=Says.DEFERRED, reason=Reason.SYSTEM_DOWN),
            until="2024-03-07",
        )
    ),
    "17 collective": office(
        period(
            "kolektif",
            rule("kis collective file handover", conditions=needs("facilitator")),
            closed("counter visit"),
        )
    ),
    "19 rotation": office(
        normal=(
            rule("ktp-el counter visit", hours=week("08.00-15.00", days="mon wed")),
            rule("kk counter visit", hours=week("08.00-15.00", days="tue thu")),
        )
    ),
    "20 room": office(
        normal=(rule("counter visit", hours=week("08.00-15.00"), notices=("wait_outside",)),)
    ),
    "22 n-th weekday": office(
        normal=(rule("counter visit", on=SECOND_WEDNESDAY, hours=week("08.00-12.00")),)
    ),
    "23 sanction": office(
        normal=(
            rule("web book", conditions=needs("account_locked = false")),
            rule("counter visit", hours=week("08.00-15.00")),
        )
    ),
}

QUESTIONS = [
    # the office, the question, at, what is known, answer, reason
    ("1 dated rules", "kk counter", "2024-03-04 09.00", {}, "open", "open"),
    ("1 dated rules", "kk counter", "2024-03-06 14.59", {}, "refused", "channel_closed"),
    ("1 dated rules", "kk counter", "2024-03-07 08.00", {}, "open", "open"),
    ("1 phases", "kk web", "2024-03-06 09.00", {}, "refused", "service_suspended"),
    ("1 phases", "kk counter", "2024-03-07 09.00", {}, "refused", "channel_closed"),
    ("1 phases", "kk web", "2024-03-07 09.00", {}, "open", "open"),
    ("2 channel status", "kk counter", "2024-03-05 09.00", {}, "refused", "channel_closed"),
    ("2 channel status", "legalisir counter", "2024-03-05 09.00", {}, "open", "open"),
    ("2 channel status", "legalisir counter", "2024-03-05 12.00", {}, "refused", "outside_hours"),
    ("2 channel status", "kk whatsapp", "2024-03-10 23.00", {}, "open", "open"),
    ("2 channel status", "kia whatsapp", "2024-03-05 09.00", {}, "refused", "not_offered"),
    ("3 hours", "kk counter", "2024-03-05 07.59", {}, "refused", "outside_hours"),
    ("3 hours", "kk counter", "2024-03-05 11.00", {}, "refused", "outside_hours"),
    ("3 hours", "kk counter", "2024-03-05 12.30", {}, "open", "open"),
    ("3 hours", "kk counter", "2024-03-13 18.59", {}, "open", "open"),
    ("3 hours", "kk counter", "2024-03-13 15.00", {}, "refused", "outside_hours"),
    ("3 hours", "kk counter", "2024-03-11 09.00", {}, "refused", "not_working_day"),
    ("4 person", "kk counter", "2024-03-05 09.00", {}, "refused", "needs_condition"),
    ("4 person", "kk counter", "2024-03-05 09.00", {"age": 59}, "refused", "not_eligible"),
    (
        "4 person", "kk counter", "2024-03-05 09.00",
        {"age": 67, "residence": "36.02.14"}, "open", "exception",
    ),
    (
        "4 person", "kk counter", "2024-03-05 09.00",
        {"age": 67, "residence": "36.021"}, "refused", "not_eligible",
    ),
    ("5 calendar", "kk counter", "2024-03-11 09.00", {}, "open", "open"),
    ("5 calendar", "kk counter", "2024-03-16 11.59", {}, "open", "open"),
    ("5 calendar", "kk counter", "2024-03-16 12.00", {}, "refused", "outside_hours"),
    ("5 calendar", "kk counter", "2024-03-17 09.00", {}, "refused", "not_working_day"),
    ("5 listed dates", "keliling counter", "2024-03-06 09.00", {}, "open", "open"),
    ("5 listed dates", "keliling counter", "2024-03-07 09.00", {}, "refused", "not_working_day"),
    ("6 places", "kk counter @gerai", "2024-03-09 19.00", {}, "open", "open"),
    ("6 places", "kk counter @kantor", "2024-03-09 10.00", {}, "refused", "not_working_day"),
    ("6 places", "kk counter @rusak", "2024-03-05 10.00", {}, "refused", "system_down"),
    ("7 diversion", "kk counter", "2024-03-05 09.00", {}, "refused", "relocated"),
    ("8 planned", "kk counter", "2024-03-05 09.00", {}, "open", "open"),
    ("9 stock", "ktp-el counter", "2024-03-05 09.00", {"first_card": True}, "open", "exception"),
    ("9 stock", "ktp-el counter", "2024-03-05 09.00", {"first_card": False},
     "refused", "stock_out"),
    ("10 quota", "kk counter", "2024-03-05 09.00", {"used": {"loket": 29}}, "open", "open"),
    ("10 quota", "kk counter", "2024-03-05 09.00", {"used": {"loket": 30}},
     "refused", "quota_used"),
    ("10 quota", "kia counter", "2024-03-05 09.00", {"used": {"kia": 5}},
     "refused", "quota_used"),
    ("10 quota", "kia counter", "2024-03-05 09.00", {"used": {"loket": 30}},
     "refused", "quota_used"),
    ("10 quota", "ktp-el counter", "2024-03-05 09.00", {"overflow": True},
     "deferred", "exception"),
    ("11 registration", "kk counter", "2024-03-05 09.00", {"registered": True},
     "open", "exception"),
    ("11 registration", "kk counter", "2024-03-05 09.00", {"registered": False},
     "refused", "needs_registration"),
    ("11 registration", "kk counter", "2024-03-05 09.00", {}, "refused", "needs_condition"),
    ("11 registration", "kk counter book", "2024-03-05 09.00", {},
     "refused", "registration_closed"),
    ("11 registration", "kk counter book", "2024-03-09 08.00", {},
     "refused", "registration_closed"),
    ("11 registration", "kk counter book", "2024-03-05 08.00", {"wanted": date(2024, 3, 6)},
     "open", "open"),
    ("11 registration", "kk counter book", "2024-03-05 08.00", {"wanted": date(2024, 3, 11)},
     "refused", "beyond_horizon"),
    ("11 registration", "kk counter book", "2024-03-05 08.00", {"wanted": date(2024, 3, 5)},
     "refused", "lead_time"),
    ("12 document dates", "sim counter", "2024-03-05 09.00", {"expires": date(2024, 2, 26)},
     "open", "exception"),
    ("12 document dates", "sim counter", "2024-03-05 09.00", {"expires": date(2024, 2, 25)},
     "refused", "not_eligible"),
    ("13 advice", "kk counter", "2024-03-05 09.00", {}, "open", "open"),
    ("14 urgent", "kk counter", "2024-03-05 09.00", {"hospital_patient": True},
     "refused", "needs_condition"),
    ("14 urgent", "kk counter", "2024-03-05 09.00",
     {"hospital_patient": True, "proof": True}, "open", "exception"),
    ("15 result and pickup", "kk counter pickup", "2024-03-05 09.00", {},
     "refused", "channel_closed"),
    ("15 result and pickup", "kia counter pickup", "2024-03-05 09.00",
     {"ready_on": date(2024, 1, 5)}, "refused", "pickup_expired"),
    ("15 result and pickup", "kia counter pickup", "2024-03-05 09.00",
     {"ready_on": date(2024, 3, 4), "filed_at": moment("2024-03-05 08.00")},
     "refused", "lead_time"),
    ("15 result and pickup", "kia counter pickup", "2024-03-12 09.00",
     {"ready_on": date(2024, 3, 4), "filed_at": moment("2024-03-08 08.00")},
     "open", "exception"),
    ("15 result and pickup", "kk post", "2024-03-05 09.00", {}, "open", "open"),
    ("16 deferred intake", "kk counter", "2024-03-05 09.00", {}, "deferred", "open"),
    ("16 deferred intake", "kk web", "2024-03-05 09.00", {}, "deferred", "system_down"),
    ("17 collective", "kis collective", "2024-03-05 09.00", {"facilitator": True},
     "open", "exception"),
    ("17 collective", "kis counter", "2024-03-05 09.00", {}, "refused", "channel_closed"),
    ("19 rotation", "kk counter", "2024-03-05 09.00", {}, "open", "open"),
    ("19 rotation", "ktp-el counter", "2024-03-05 09.00", {}, "refused", "not_working_day"),
    ("20 room", "kk counter", "2024-03-05 09.00", {}, "open", "open"),
    ("22 n-th weekday", "kk counter", "2024-03-13 09.00", {}, "open", "open"),
    ("22 n-th weekday", "kk counter", "2024-03-06 09.00", {}, "refused", "not_working_day"),
    ("23 sanction", "kk web book", "2024-03-05 09.00", {"account_locked": True},
     "refused", "not_eligible"),
    ("23 sanction", "kk web book", "2024-03-05 09.00", {"account_locked": False},
     "open", "exception"),
]  # fmt: skip

OF_THE_QUESTION = ("used", "wanted", "filed_at")


@pytest.mark.parametrize(("name", "text", "at", "known", "answer", "reason"), QUESTIONS)
def test_building_block(name, text, at, known, answer, reason):
    asked = {key: value for key, value in known.items() if key in OF_THE_QUESTION}
    facts = {key: value for key, value in known.items() if key not in OF_THE_QUESTION}
    decision = decide(OFFICES[name], ask(text, at, facts=facts, **asked))
    assert (decision.answer, decision.reason) == (Answer(answer), Reason(reason))


def test_every_row_has_an_office__rows_of_capacity_and_contacts_elsewhere():
    rows = {int(name.split()[0]) for name in OFFICES}
    elsewhere = {18: "contacts: test_decide.py", 21: "slots: test_capacity.py"}
    assert rows | set(elsewhere) == set(range(1, 24))


def test_notices__never_change_an_answer():
    decision = decide(OFFICES["13 advice"], ask("kk counter", "2024-03-05 09.00"))
    assert decision.allowed
    assert decision.notices == ("postpone",)
