"""Pages for what is not there, not allowed, or broken: an apology and a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for an address nobody has."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, also after a form that stood open too long."""
    return render(request, "403.html", status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when the form's token does not fit: the page is offered anew."""
    return render(request, "403.html", {"form_too_old": True}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500 without the database and without the templates' context, which may be what broke."""
    return HttpResponse(render_to_string("500.html"), status=500)
