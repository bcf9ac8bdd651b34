"""The Content-Security-Policy of every page: put together once, because it is the same for all."""

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


class ContentPolicy:
    """Sets the header of the settings; an answer that brings a stricter one of its own keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response
