"""Argon2id password hashing with a limit on concurrent hashes."""

import secrets
import unicodedata
from base64 import b64encode
from threading import BoundedSemaphore

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

MAX_PASSWORD_LENGTH = 1024
"""Characters; longer input is cut off before it costs anything."""


class PasswordHasher:
    """Hashes and verifies passwords, at most *max_concurrent* at a time: each takes *memory_kib* KiB while it runs.

    Source: RFC 9106 4 (parallelism 4 with either recommended option).
    """

    def __init__(self, *, memory_kib: int, rounds: int, max_concurrent: int) -> None:
        self.hasher = argon2.PasswordHasher(memory_cost=memory_kib, time_cost=rounds, parallelism=4)
        self.slots = BoundedSemaphore(max_concurrent)
        self.dummy_hash = make_dummy_hash(self.hasher)

    def hash(self, password: str) -> str:
        """Return the encoded hash of *password*: parameters, salt and digest in one string."""
        with self.slots:
            return self.hasher.hash(encode_password(password))

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Return whether *password* has this hash; without a hash the answer takes as long, and is False."""
        with self.slots:
            try:
                return self.hasher.verify(password_hash or self.dummy_hash, encode_password(password))
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, password_hash: str) -> bool:
        """Return whether *password_hash* was made with other parameters than the present ones."""
        return self.hasher.check_needs_rehash(password_hash)


def make_dummy_hash(hasher: argon2.PasswordHasher) -> str:
    """Return an encoded hash with the parameters of *hasher* that no password has."""
    salt, digest = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def encode_password(password: str) -> bytes:
    """Return *password* in NFC, so that it does not matter how a keyboard composes accents."""
    return unicodedata.normalize("NFC", password[:MAX_PASSWORD_LENGTH]).encode("utf-8", "replace")
