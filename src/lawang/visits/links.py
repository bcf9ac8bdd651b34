"""The secret in the link of a visit: made from its id and the field keys, so nothing is kept.

So a retry, a reminder and the printed ticket all carry the same link. It opens under any of
LAWANG_FIELD_KEYS: a link lives as long as the key that was first when it was made.
"""

import hmac
import string

from lawang.people.sealing import box

VISIT, WAITING = "visits.visit.link", "visits.waiting.link"
SECRET_SIGNS = 16
"""96 bits: not to be guessed over a network."""
_SIGNS = string.digits + string.ascii_lowercase


def token_of(id: int, *, kind: str = VISIT) -> str:
    """The secret part of the link of the row with this id."""
    return f"{_written(id)}-{_secret(box().blind(str(id), bind=kind))}"


def id_of(token: str, *, kind: str = VISIT) -> int | None:
    """Whose link this is; None for one we did not make."""
    number, dash, secret = token.partition("-")
    if not dash or not number or len(number) > 13 or not set(number) <= set(_SIGNS):
        return None
    id = int(number, 36)
    known = (_secret(each) for each in box().blinds(str(id), bind=kind))
    given = secret.encode("utf-8", "replace")
    return id if any(hmac.compare_digest(each.encode(), given) for each in known) else None


def path_of(id: int) -> str:
    """The page of one visit."""
    return f"/nomor/{token_of(id)}/"


def waiting_path_of(id: int) -> str:
    """The page of somebody on the waiting list."""
    return f"/menunggu/{token_of(id, kind=WAITING)}/"


def origin_of(address: str, day: str) -> str:
    """What is kept of a network address, for one day's limit; "" for none."""
    return _secret(box().blind(f"{address} {day}", bind="visits.visit.origin")) if address else ""


def _secret(blind: str) -> str:
    return blind.partition(":")[2][:SECRET_SIGNS]


def _written(id: int) -> str:
    digits = ""
    while id:
        id, rest = divmod(id, 36)
        digits = _SIGNS[rest] + digits
    return digits or "0"
