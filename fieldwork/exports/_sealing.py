"""JSON under a password that other programs open as well: a JWE (RFC 7516, flattened JSON).

The key comes from the password by PBES2-HS512+A256KW (RFC 7518, section 4.8), the content is locked
with A256GCM. What stands in the protected header can be read without the password and not changed.
"""

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any, Final

from fieldwork.domain.handover import HandoverDocument
from fieldwork.domain.refusals import WrongSecret
from fieldwork.exports._cleaning import clean
from fieldwork.exports.formats import PASSWORD, must_be_strong

ALG: Final = "PBES2-HS512+A256KW"
ROUNDS: Final = 210_000
_MOST_ROUNDS: Final = 2_000_000


def about(document: HandoverDocument) -> dict[str, str]:
    """Return what every file tells of its list: number, makers, date, control code, keeping."""
    return {
        "nummer": clean(document.number),
        "gemaakt_door": clean(document.sender),
        "nagekeken_door": clean(document.checked_by),
        "datum": document.made_at.isoformat(),
        "controle": clean(document.control),
        "bewaren_tot_en_met": document.keep_until.isoformat(),
    }


def seal(payload: object, password: str, header: Mapping[str, object]) -> bytes:
    """Return ``payload`` as JSON under ``password``; ``header`` is for anybody to read."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    secret = must_be_strong(password).encode()
    salt, key, nonce = (secrets.token_bytes(length) for length in (16, 32, 12))
    told = {
        "alg": ALG,
        "enc": "A256GCM",
        "p2s": _written(salt),
        "p2c": ROUNDS,
        "cty": "json",
        **header,
    }
    protected = _written(json.dumps(told, ensure_ascii=False).encode())
    plain = json.dumps(payload, ensure_ascii=False).encode()
    locked = AESGCM(key).encrypt(nonce, plain, protected.encode())
    whole = {
        "protected": protected,
        "encrypted_key": _written(aes_key_wrap(_key(secret, salt, ROUNDS), key)),
        "iv": _written(nonce),
        "ciphertext": _written(locked[:-16]),
        "tag": _written(locked[-16:]),
    }
    return json.dumps(whole).encode()


def unseal(content: bytes, password: str) -> Any:
    """Return what :func:`seal` locked; raises :class:`WrongSecret` for another password."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    whole = json.loads(content)
    told = json.loads(_read(whole["protected"]))
    if told["alg"] != ALG or not 0 < told["p2c"] <= _MOST_ROUNDS:
        raise ValueError(f"not sealed with {ALG}")
    try:
        outer = _key(must_be_strong(password).encode(), _read(told["p2s"]), told["p2c"])
        key = aes_key_unwrap(outer, _read(whole["encrypted_key"]))
        locked = _read(whole["ciphertext"]) + _read(whole["tag"])
        plain = AESGCM(key).decrypt(_read(whole["iv"]), locked, whole["protected"].encode())
    except (InvalidTag, InvalidUnwrap) as error:
        raise WrongSecret(PASSWORD) from error
    return json.loads(plain)


def _key(secret: bytes, salt: bytes, rounds: int) -> bytes:
    from hashlib import pbkdf2_hmac

    return pbkdf2_hmac("sha512", secret, ALG.encode() + b"\0" + salt, rounds, 32)


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _read(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
