"""The rehearsal: five offices and a small invented town, made when a database is new."""

from collections.abc import Sequence
from datetime import datetime

from lawang.cli.options import SignIn, Stop


def load(*, at: datetime) -> Sequence[SignIn]:
    """Fill a new rehearsal database as it stands at `at`; gives the demo accounts to print once."""
    load_office_files(at=at)
    return ()


def load_office_files(*, at: datetime) -> None:
    """Bring offices/*.toml into the database; unchanged files change nothing.

    Raises Stop with file and line when one is wrong; what the database holds then stays as it is.
    """
    from lawang.offices import files
    from lawang.offices.actions import load_offices

    paths = [files.FOLDER / f"{slug}.toml" for slug in files.office_slugs()]
    try:
        read = [(files.read_office(path), path.read_text(encoding="utf-8")) for path in paths]
    except files.OfficeFileError as wrong:
        raise Stop(str(wrong)) from wrong
    load_offices(files=read, at=at)
