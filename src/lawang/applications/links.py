"""The secret in a citizen's own link: random, and only its digest is kept."""

import hashlib
import secrets


def new_token() -> str:
    """A fresh secret of 128 bits, to stand in a link."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    """What the database keeps of it."""
    return hashlib.sha256(token.encode()).hexdigest()
