"""After five wrong passwords the account rests; the page says how long."""

import math
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lawang.common import clock


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Whose tries axes counts: allauth's credentials say `username`, its form says `login`."""
    given = credentials or {}
    name = given.get("username") or given.get("login") or request.POST.get("login")
    return str(name).strip().lower() if name else None


def locked_out(
    request: HttpRequest, _answer: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Also for the right password: while an account rests nobody signs in with it."""
    minutes = _minutes_left(username_of(request, credentials) or "", request)
    context = {"minutes": minutes, "tries": settings.AXES_FAILURE_LIMIT}
    response = render(request, "account/locked_out.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def _minutes_left(username: str, request: HttpRequest) -> int:
    rest = get_cool_off(request)
    last = AccessAttempt.objects.filter(username=username).aggregate(at=Max("attempt_time"))["at"]
    if rest is None or last is None:
        return 1
    # Axes counts on the machine's clock, in a rehearsal too.
    return max(1, math.ceil((last + rest - clock.real_now()).total_seconds() / 60))
