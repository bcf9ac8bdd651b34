"""A process that files drafts until it is killed: says each number only after it is committed.

python -m tests.applications.killed SETTINGS… is started by test_killed.py.
"""

import json
import os
import sys

import django


def main() -> None:
    """File the drafts whose links stand on stdin, one a line, and print `link number`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lawang.settings"
    from django.conf import settings

    settings.DATABASES["default"].update(json.loads(os.environ["DATABASE"]))
    django.setup()
    from lawang.applications.photos import add_pages
    from lawang.applications.sending import send
    from tests.applications import make

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        link = line.strip()
        add_pages(link=link, photos=make.photos(*make.PAPERS), at=make.NOON)
        number = send(link=link, consent=True, at=make.NOON).number
        sys.stdout.write(f"{link} {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
