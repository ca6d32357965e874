"""Encryption of the secrets of authenticator apps, under a key that is derived from the secret key of the site."""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PURPOSE = b"encrypt:authenticator-secret"
NONCE_BYTES = 12
"""Source: NIST SP 800-38D 8.2.2 (random nonces of 96 bits)."""


def seal(text: str, person_id: int, secret_key: str) -> bytes:
    """Return *text* encrypted with AES-256-GCM for the row of one person; in another row it cannot be opened."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + cipher(secret_key).encrypt(nonce, text.encode(), str(person_id).encode())


def unseal(sealed: bytes | None, person_id: int, secret_key: str) -> str | None:
    """Return the text; None where there is none, the secret key is another one or the row was tampered with."""
    if sealed is None:
        return None
    try:
        opened = cipher(secret_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], str(person_id).encode())
    except (InvalidTag, ValueError):
        return None
    return opened.decode()


def cipher(secret_key: str) -> AESGCM:
    """Return the cipher whose key is derived from *secret_key* for this purpose alone."""
    return AESGCM(hmac.digest(secret_key.encode(), PURPOSE, "sha256"))
