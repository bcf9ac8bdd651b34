"""The floor of `bench tracking`: one SELECT and a template with thirty lines, usual middleware."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from lawang.applications.models import Application

PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ row.number }}</title><h1>{{ row.stage }}</h1><p>{{ row.service }}"
    "<p>{{ row.filed_at }}<ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul>"
)
LINES = tuple(f"Line {number}" for number in range(30))


def show(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one application, found by its number."""
    row = Application.objects.only("number", "stage", "service", "filed_at").get(number=number)
    return HttpResponse(PAGE.render({"row": row, "lines": LINES}, request))


urlpatterns = [
    path("healthz", lambda request: HttpResponse(b"ok")),
    path("lacak/<str:number>/", show),
]
