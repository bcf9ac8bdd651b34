"""What every process of Lawang does first: Django ready, the office clock set."""

import os

from django.db import DatabaseError

from lawang.common import clock


def start_django() -> None:
    """Load the settings and the applications; raises ImproperlyConfigured without keys."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lawang.settings")
    django.setup()


def start_clock() -> None:
    """Move this process's clock as the database says; one not yet made moves nothing."""
    from lawang.offices import installation

    try:
        found = installation.current()
    except DatabaseError:
        return
    if found is not None:
        clock.set_offset(found.clock_offset)
