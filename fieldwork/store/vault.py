"""Direct identifiers, sealed once more per column, with a blind index for exact look-up.

So that whoever administers a database server, or reads a dump of it, sees no name or address.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES: Final = 12
# What was opened and stays at hand, at most; some kilobytes each.
MOST_REMEMBERED: Final = 60_000
Thing = TypeVar("Thing")


class Vault:
    """Seals and opens the identifiers of one study, with keys derived from its database key."""

    def __init__(self, key: bytes) -> None:
        """Derive the column key and the index key (HKDF-SHA256, RFC 5869) from ``key``."""
        self._cipher = AESGCM(self._derive(key, b"columns"))
        self._index_key = self._derive(key, b"index")
        self._purpose_key = self._derive(key, b"purposes")
        self._remembered: dict[Hashable, Any] = {}

    def seal(self, column: str, value: str) -> bytes:
        """Return ``value`` sealed for ``column``; an empty value stays empty."""
        if not value:
            return b""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, value.encode(), column.encode())

    def open(self, column: str, sealed: bytes) -> str:
        """Return what was sealed for ``column``; raises ``InvalidTag`` for another column's."""
        if not sealed:
            return ""
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return self._cipher.decrypt(nonce, body, column.encode()).decode()

    def seal_record(self, column: str, record: dict[str, Any]) -> bytes:
        """Return a record of JSON values sealed for ``column``."""
        return self.seal(column, json.dumps(record, ensure_ascii=False))

    def open_record(self, column: str, sealed: bytes) -> dict[str, Any]:
        """Return the record that was sealed for ``column``; empty when nothing was."""
        opened: dict[str, Any] = json.loads(self.open(column, sealed) or "{}")
        return opened

    def remember(self, key: Hashable, read: Callable[[], Thing]) -> Thing:
        """Return what ``read`` gives, at hand for the next time as long as the study is open.

        ``key`` holds all that it is read from, the sealed bytes among them: what was kept anew is
        sealed anew. Only for frozen things.
        """
        found: Thing | None = self._remembered.get(key)
        if found is None:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[key] = read()
        return found

    def index(self, value: str) -> str:
        """Return the blind index of ``value``, the same for any case and spacing; or ""."""
        folded = "".join(value.casefold().split())
        if not folded:
            return ""
        return hmac.new(self._index_key, folded.encode(), hashlib.sha256).hexdigest()

    def key_for(self, purpose: str) -> bytes:
        """Return a 32-byte key of its own for ``purpose``, always the same in this study."""
        return self._derive(self._purpose_key, purpose.encode())

    @staticmethod
    def _derive(key: bytes, purpose: bytes) -> bytes:
        return HKDF(SHA256(), length=32, salt=None, info=b"wijkduik " + purpose).derive(key)
