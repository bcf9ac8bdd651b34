"""The rehearsal: five offices and a small invented town, made when a database is new."""

from collections.abc import Sequence
from datetime import datetime

from lawang.cli.options import SignIn


def load(*, at: datetime) -> Sequence[SignIn]:
    """Fill a new rehearsal database as it stands at `at`; gives the demo accounts to print once."""
    return ()
