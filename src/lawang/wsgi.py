"""The door for the web server: Django, on the office's clock."""

import os

from django.core.wsgi import get_wsgi_application

from lawang.common.process import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lawang.settings")
die_with_parent()
django_application = get_wsgi_application()

from lawang.start import start_clock  # noqa: E402 - Django must be ready first
from lawang.web.door import Door  # noqa: E402
from lawang.web.quick import Quick, changes_of_settings  # noqa: E402

start_clock()
application = Quick(Door(django_application), django_application, changes_of_settings())
