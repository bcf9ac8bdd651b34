"""The web server's door to a floor: Django with `_floor_settings`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "lawang.cli.benches._floor_settings"
application = get_wsgi_application()
