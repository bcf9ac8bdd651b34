"""The signed pass in a ticket's QR: what a desk needs to let somebody in while the line is down.

`LW1.<office>.<visit>.<day>.<from>-<to>.<number>.<service>.<signature>`: no name, no NIK. Signed
with ECDSA P-256 over SHA-256, because every browser's WebCrypto verifies it; the private key is
made from the field keys, so nothing is kept, and the office's public keys travel to its desk.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import date, datetime

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

KIND = "LW1"
PARTS = 8
HALF = 32
"""Bytes of each of the two numbers of a signature."""
ALGORITHM = ec.ECDSA(SHA256())
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256 (FIPS 186-4 D.1.2.3)."""


class BadPass(Refusal):
    """Codes: `not_a_pass`, `forged`, `other_office`."""

    default_code = "not_a_pass"


@dataclass(frozen=True, slots=True)
class Pass:
    """What a genuine pass says."""

    office: str
    visit: int
    day: date
    number: str
    service: str


def pass_of(now: OfficeNow, visit: Visit) -> str:
    """The text of this visit's QR."""
    tz = now.policy.tz
    window = f"{visit.starts_at.astimezone(tz):%H%M}-{visit.ends_at.astimezone(tz):%H%M}"
    said = ".".join(
        (KIND, now.slug, str(visit.pk), f"{visit.day:%Y%m%d}", window, visit.label, visit.service)
    )
    r, s = decode_dss_signature(_keys(now.slug)[0].sign(said.encode(), ALGORITHM))
    signature = r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")
    return f"{said}.{_text(signature)}"


def read_pass(text: str, *, office: str) -> Pass:
    """The genuine pass of this office in a scanned text. Raises `BadPass`."""
    parts = text.strip().split(".")
    if len(parts) != PARTS or parts[0] != KIND:
        raise BadPass()
    if parts[1] != office:
        raise BadPass("other_office")
    said, _, signature = text.strip().rpartition(".")
    if not any(_genuine(key, said, signature) for key in _keys(office)):
        raise BadPass("forged")
    try:
        day = datetime.strptime(parts[3], "%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
        return Pass(office, int(parts[2]), day, parts[5], parts[6])
    except ValueError:
        raise BadPass() from None


def public_keys(office: str) -> list[dict[str, str]]:
    """The office's public keys as JSON Web Keys, the signing one first."""
    found = []
    for key in _keys(office):
        point = key.public_key().public_numbers()
        x, y = (_text(number.to_bytes(HALF, "big")) for number in (point.x, point.y))
        found.append({"kty": "EC", "crv": "P-256", "x": x, "y": y})
    return found


def _keys(office: str) -> list[ec.EllipticCurvePrivateKey]:
    """One for each field key, so that passes survive a change of keys."""
    secrets = box().blinds(office, bind="visits.pass.key")
    return [ec.derive_private_key(_number(secret), ec.SECP256R1()) for secret in secrets]


def _number(secret: str) -> int:
    """64 bytes, so that the remainder is as good as even."""
    wide = hashlib.sha512(f"lawang pass {secret}".encode()).digest()
    return int.from_bytes(wide, "big") % (ORDER - 1) + 1


def _genuine(key: ec.EllipticCurvePrivateKey, said: str, signature: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        halves = (int.from_bytes(raw[:HALF], "big"), int.from_bytes(raw[HALF:], "big"))
        key.public_key().verify(encode_dss_signature(*halves), said.encode(), ALGORITHM)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return len(raw) == 2 * HALF


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
