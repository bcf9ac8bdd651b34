"""/petugas/laporan/hari/: what the day at the counter was like, from the rows themselves."""

from datetime import date, timedelta

from django.http import HttpResponse

from lawang.offices.days_in_words import day_in_words
from lawang.people.staff import Act
from lawang.visits.reports import DayReport, day_report
from lawang.web.moment import at_of
from lawang.web.office.access import StaffRequest, desk, staff_only
from lawang.web.office.day_chart import day_chart
from lawang.web.office.visit_words import AWAY


@staff_only(act=Act.SERVE_COUNTER)
def page(request: StaffRequest) -> HttpResponse:
    """Today, or the day of `?tanggal=`; never a day to come."""
    now = request.office
    today = at_of(request).astimezone(now.policy.tz).date()
    day, wrong = _day(request.GET.get("tanggal", ""), today)
    report = day_report(now.slug, day)
    given = {
        "here": "counter",
        "tab": "report",
        "report": report,
        "chart": day_chart(now, report),
        "day": day_in_words(day),
        "day_iso": day.isoformat(),
        "today_iso": today.isoformat(),
        "wrong": wrong,
        "before": (day - timedelta(days=1)).isoformat(),
        "after": (day + timedelta(days=1)).isoformat() if day < today else "",
        "figures": _figures(report),
        "turned": [(AWAY.get(code, code), n) for code, n in report.turned_away.items()],
        "turned_total": sum(report.turned_away.values()),
    }
    return desk(request, "office/day_report.html", given, status=422 if wrong else 200)


def _day(written: str, today: date) -> tuple[date, bool]:
    if not written:
        return today, False
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today, True
    return (today, True) if day > today else (day, False)


def _figures(report: DayReport) -> list[tuple[str, str, str]]:
    return [
        ("Nomor diberikan", str(report.issued), f"{report.walk_ins} datang langsung"),
        ("Dilayani", str(report.served), f"{report.emergencies} darurat, di luar kuota"),
        ("Tidak datang", str(report.no_show), f"{report.cancelled} batal, {report.lapsed} hangus"),
        ("Menunggu, tengah-tengah", _minutes(report.wait_median), "separuh orang lebih singkat"),
        ("Menunggu, paling lama", _minutes(report.wait_p90), "9 dari 10 orang lebih singkat"),
        ("Lama dilayani", _minutes(report.service_median), "tengah-tengah"),
    ]


def _minutes(value: float | None) -> str:
    return "belum ada" if value is None else f"{value:.0f} menit"
