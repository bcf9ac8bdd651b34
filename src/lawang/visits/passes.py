"""The signed pass in a ticket's QR: the desk's browser checks it with a public key, without a line.

`LW1|office|site|visit|day|from|until|label|service|activity|key|signature`: the signature is
ECDSA P-256 with SHA-256 over all before its bar, as WebCrypto wants it (r and s, 32 bytes each,
base64url). The signing keys are derived from LAWANG_FIELD_KEYS, so nothing is stored.
"""

import base64
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

from lawang.common.refusal import Refusal
from lawang.offices.queries import OfficeNow
from lawang.people.sealing import box
from lawang.visits.models import Visit

MARK = "LW1"
PARTS = 12
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class BadPass(Refusal):
    """Codes: `not_a_pass`, `forged`, `other_office`, `other_day` (fact `day`)."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass says."""

    office: str
    site: str
    visit: int
    day: date
    label: str


def pass_of(now: OfficeNow, visit: Visit) -> str:
    """The text of the QR of this visit. Holds no name, number of a person or secret link."""
    tz = now.policy.tz
    times = [each.astimezone(tz).strftime("%H%M") for each in (visit.starts_at, visit.ends_at)]
    key_id, key = next(iter(_keys(_seeds()).items()))
    said = "|".join((
        MARK, visit.office_id, visit.site, str(visit.pk), visit.day.isoformat(), *times,
        visit.label, visit.service, visit.activity, key_id,
    ))  # fmt: skip
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
    return f"{said}|{_coded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def read_pass(text: str, *, office: str, today: date) -> Pass:
    """Check a pass that somebody shows. Raises `BadPass`."""
    said, _, signature = text.strip().rpartition("|")
    parts = said.split("|")
    if len(parts) != PARTS - 1 or parts[0] != MARK:
        raise BadPass("not_a_pass")
    key = _keys(_seeds()).get(parts[10])
    if key is None or not _signed(key.public_key(), said, signature):
        raise BadPass("forged")
    found = Pass(parts[1], parts[2], int(parts[3]), date.fromisoformat(parts[4]), parts[7])
    if found.office != office:
        raise BadPass("other_office")
    if found.day != today:
        raise BadPass("other_day", day=found.day)
    return found


def public_keys() -> list[dict[str, str]]:
    """The public keys as JWK, for the desk's browser: `crypto.subtle.importKey("jwk", …)`."""
    found = []
    for key_id, key in _keys(_seeds()).items():
        numbers = key.public_key().public_numbers()
        x, y = (_coded(each.to_bytes(32, "big")) for each in (numbers.x, numbers.y))
        found.append({"kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": key_id})
    return found


def _seeds() -> tuple[str, ...]:
    return tuple(box().blinds("ticket signing key 1", bind="visits.visit.pass"))


@lru_cache(maxsize=4)
def _keys(seeds: tuple[str, ...]) -> dict[str, ec.EllipticCurvePrivateKey]:
    """Key id to signing key, the one that signs first."""
    keys = {}
    for seed in seeds:
        key_id, _, coded = seed.partition(":")
        number = int.from_bytes(base64.urlsafe_b64decode(coded + "=="), "big")
        keys[key_id] = ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())
    return keys


def _signed(key: ec.EllipticCurvePublicKey, said: str, signature: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(signature + "==")
        if len(raw) != 64:
            return False
        whole = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key.verify(encode_dss_signature(*whole), said.encode(), ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
