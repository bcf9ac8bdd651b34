"""What is done to people's accounts; each is one transaction with its audit event."""

import secrets
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction

from lawang.people.audit import Actor, record
from lawang.people.staff import Staff

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters nobody confuses on a printed line."""


def open_account(
    *,
    office: str,
    username: str,
    name: str,
    role: str,
    by: Actor,
    at: datetime,
    password: str = "",
    password_hash: str = "",
    must_choose_password: bool = False,
) -> Staff:
    """An account of one member of staff, with a password or one already hashed.

    Raises IntegrityError when the user name is taken. `accounts.open_for` is how staff do it.
    """
    user = get_user_model()(username=username.lower(), date_joined=at)
    if password_hash:
        user.password = password_hash
    else:
        user.set_password(password)
    with transaction.atomic():
        user.save()
        staff = Staff.objects.create(
            user=user, office=office, role=role, name=name,
            must_choose_password=must_choose_password,
        )  # fmt: skip
        record(office=office, at=at, by=by, act="account_opened", subject=f"staff:{user.pk}")
    return staff


def random_password() -> str:
    """Sixteen letters in four groups, 79 bits."""
    letters = [secrets.choice(READABLE) for _ in range(16)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


def quick_hash(password: str) -> str:
    """A hash with few rounds, for `random_password` only: slowness protects what can be guessed.

    Django hashes it again with all its rounds when the person first signs in.
    """
    return PBKDF2PasswordHasher().encode(password, secrets.token_hex(8), iterations=1_000)
