"""A key for each form that was opened, so that a double click or a second sending counts once."""

import re
import secrets

from lawang.web.office.access import StaffRequest

SHAPE = re.compile(r"[0-9a-zA-Z_-]{10,40}")


def fresh_key(request: StaffRequest) -> str:
    """The key of the form that is shown again, else a new one."""
    return given_key(request) or secrets.token_urlsafe(20)


def given_key(request: StaffRequest) -> str:
    """What the form or the desk's script gave; empty when it is no key."""
    given = str(request.POST.get("entri", ""))
    return given if SHAPE.fullmatch(given) else ""
