"""Settings of the tests: Lawang's own, with throw-away keys and a throw-away data directory."""

import atexit
import base64
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="lawang-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["LAWANG_DATA"] = _data
os.environ["LAWANG_SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["LAWANG_FIELD_KEYS"] = "t1:" + base64.b64encode(bytes(range(32))).decode()
os.environ["LAWANG_PLAIN_HTTP"] = "1"

from lawang.settings import *  # noqa: E402, F403
from lawang.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and WAL as in an office. No fsync: no power cut here.
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
