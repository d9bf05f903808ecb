"""Passwords: argon2id hashes (RFC 9106's second choice: t=3, 64 MiB, p=4), never the words."""

import secrets
import unicodedata
from functools import cache
from typing import Final

from fieldwork.domain.refusals import WeakSecret

LEAST_PASSWORD: Final = 10


def check_password(password: str) -> None:
    """Raise :class:`WeakSecret` for a password under ten characters."""
    if len(password) < LEAST_PASSWORD:
        raise WeakSecret("Wachtwoord", LEAST_PASSWORD)


def hash_password(password: str) -> str:
    """Return the hash of a password; takes about 0.1 s."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(unicodedata.normalize("NFKC", password))


def password_fits(password_hash: str, password: str) -> bool:
    """Return whether ``password`` is the one behind ``password_hash``; "" fits none.

    Takes as long for "", so that a name that does not exist cannot be told by time.
    """
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    try:
        PasswordHasher().verify(
            password_hash or _no_password(), unicodedata.normalize("NFKC", password)
        )
    except VerifyMismatchError:
        return False
    return bool(password_hash)


@cache
def _no_password() -> str:
    return hash_password(secrets.token_hex())
