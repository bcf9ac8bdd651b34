"""Believe X-Forwarded-For and -Proto only from the proxies that LAWANG_TRUSTED_PROXIES names."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class TrustedProxies:
    """Behind a named proxy REMOTE_ADDR is the client's; from anybody else the headers vanish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted = frozenset(settings.LAWANG_TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        proto = request.META.pop("HTTP_X_FORWARDED_PROTO", "")
        request.META.pop("HTTP_X_LAWANG_PROTO", None)
        if request.META.get("REMOTE_ADDR", "") in self.trusted:
            request.META["LAWANG_BEHIND_PROXY"] = "1"
            if client := forwarded.rpartition(",")[2].strip():
                request.META["REMOTE_ADDR"] = client
            if proto == "https":
                request.META["HTTP_X_LAWANG_PROTO"] = "https"
        return self.get_response(request)
