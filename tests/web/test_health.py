"""Health pages, transport headers and whom we believe about addresses."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from lawang.web.proxy import TrustedProxies


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_health__everything_there__200(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "'unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def _seen(remote: str, headers: dict[str, str]) -> tuple[str, bool]:
    """The address and the scheme a view would believe."""
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    with override_settings(LAWANG_TRUSTED_PROXIES=["10.0.0.1"]):
        request = RequestFactory().get("/")
        request.META |= {"REMOTE_ADDR": remote, **headers}
        TrustedProxies(view)(request)
    return seen[0].META["REMOTE_ADDR"], seen[0].is_secure()


def test_proxy__a_stranger_forges_headers__nothing_is_believed() -> None:
    forged = {
        "HTTP_X_FORWARDED_FOR": "1.2.3.4",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_LAWANG_PROTO": "https",
    }
    assert _seen("203.0.113.9", forged) == ("203.0.113.9", False)


def test_proxy__the_named_one__tells_the_last_address_and_https() -> None:
    told = {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 198.51.100.7", "HTTP_X_FORWARDED_PROTO": "https"}
    assert _seen("10.0.0.1", told) == ("198.51.100.7", True)
