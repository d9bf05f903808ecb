"""The keys of a study: one random database key, wrapped once for each secret that opens it.

The ring is a JSON file beside the database. Each slot holds the database key under AES-GCM, with a
key that argon2id (RFC 9106: t=3, 64 MiB, p=4) makes of a secret. A new passphrase replaces a slot;
the database is not written again.
"""

import base64
import json
import os
import secrets
import unicodedata
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from fieldwork.domain.refusals import StoreDamaged, WeakSecret, WrongSecret

KEY_BYTES: Final = 32
LEAST_PASSPHRASE: Final = 12
# The names of the slots, as they stand in the file.
PASSPHRASE: Final = "wachtzin"  # noqa: S105 - a name, not a secret
RECOVERY: Final = "herstelsleutel"
RECOVERY_BYTES: Final = 20


@dataclass(frozen=True, slots=True)
class Slot:
    """The database key, wrapped under one secret; ``salt``, ``nonce`` and ``wrapped`` in base64."""

    name: str
    salt: str
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class KeyRing:
    """What lies beside a database: how to name the study, and how to open it."""

    name: str
    gemeente: str
    invented: bool
    slots: tuple[Slot, ...]

    def unlock(self, secret: str) -> bytes:
        """Return the database key; raises :class:`WrongSecret` when no slot takes ``secret``."""
        for slot in self.slots:
            key = _unwrap(slot, secret)
            if key is not None:
                return key
        raise WrongSecret("Wachtzin of herstelsleutel")

    def with_slot(self, name: str, secret: str, key: bytes) -> "KeyRing":
        """Return this ring with the slot ``name`` made anew for ``secret``."""
        kept = tuple(slot for slot in self.slots if slot.name != name)
        return replace(self, slots=(*kept, _wrap(name, secret, key)))

    def save(self, path: Path) -> None:
        """Write this ring to ``path``, whole or not at all, readable by its owner only."""
        beside = path.with_suffix(".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    @staticmethod
    def load(path: Path) -> "KeyRing":
        """Return the ring in ``path``; raises :class:`StoreDamaged` when it cannot be read."""
        try:
            raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
            slots = tuple(Slot(**slot) for slot in raw.pop("slots"))
            return KeyRing(**raw, slots=slots)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreDamaged from error


def new_database_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_key() -> str:
    """Return a recovery key of eight groups of four letters and digits, to print."""
    letters = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def check_passphrase(passphrase: str) -> None:
    """Raise :class:`WeakSecret` for a passphrase under twelve characters."""
    if len(_normal(PASSPHRASE, passphrase)) < LEAST_PASSPHRASE:
        raise WeakSecret("Wachtzin", LEAST_PASSPHRASE)


def _normal(slot: str, secret: str) -> str:
    """Return ``secret`` as it is hashed: the same however it was typed or pasted."""
    plain = unicodedata.normalize("NFKC", secret).strip()
    if slot == RECOVERY:
        # Written over by hand a letter may look like a digit that no key has.
        letters = plain.upper().translate(str.maketrans("018", "OIB"))
        return "".join(char for char in letters if char.isalnum())
    return " ".join(plain.split())


def _stretch(slot: str, secret: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        _normal(slot, secret).encode(),
        salt,
        time_cost=3,
        memory_cost=65536,
        parallelism=4,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _wrap(name: str, secret: str, key: bytes) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(name, secret, salt)).encrypt(nonce, key, name.encode())
    return Slot(name, *(base64.b64encode(part).decode() for part in (salt, nonce, wrapped)))


def _unwrap(slot: Slot, secret: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, wrapped = (
        base64.b64decode(part) for part in (slot.salt, slot.nonce, slot.wrapped)
    )
    try:
        return AESGCM(_stretch(slot.name, secret, salt)).decrypt(nonce, wrapped, slot.name.encode())
    except InvalidTag:
        return None
