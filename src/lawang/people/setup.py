"""The one-time link with which the first office of a new installation is made."""

import hashlib
import secrets
from datetime import datetime

from django.db import models

from lawang.people.staff import Staff


class SetupLink(models.Model):
    """A link printed by `./lawang up`; only its hash is kept, and only the newest counts."""

    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:8]


def new_setup_token(*, at: datetime) -> str | None:
    """A fresh token in place of older ones; None once there is somebody who can sign in."""
    if Staff.objects.exists():
        SetupLink.objects.all().delete()
        return None
    token = secrets.token_urlsafe(24)
    SetupLink.objects.all().delete()
    SetupLink.objects.create(digest=_digest(token), made_at=at)
    return token


def setup_is_open(token: str) -> bool:
    """May this token still make the first office?"""
    return SetupLink.objects.filter(digest=_digest(token)).exists() and not Staff.objects.exists()


def claim_setup(token: str) -> bool:
    """Use the token up, inside the transaction of the first office; of two at once one wins."""
    return SetupLink.objects.filter(digest=_digest(token)).delete()[0] == 1


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
