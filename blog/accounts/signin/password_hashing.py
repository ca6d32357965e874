"""Argon2id: how a password becomes what is stored, and how one is held against it."""

import secrets
import unicodedata
from base64 import b64encode
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 1024
"""Characters; longer input is cut off before it costs anything."""


class Passwords:
    """Hashes and checks passwords, a few at once: each takes *memory_kib* of memory while it runs.

    Source: RFC 9106 4 (parallelism 4 with either recommended option).
    """

    def __init__(self, *, memory_kib: int, rounds: int, at_once: int) -> None:
        self.hasher = PasswordHasher(memory_cost=memory_kib, time_cost=rounds, parallelism=4)
        self.turns = BoundedSemaphore(at_once)
        self.nobody = make_decoy(self.hasher)

    def hash(self, password: str) -> str:
        """Return what to store for *password*: parameters, salt and hash in one text."""
        with self.turns:
            return self.hasher.hash(as_bytes(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Return whether *password* is the one of *stored*; without *stored* the answer costs the same."""
        with self.turns:
            try:
                return self.hasher.verify(stored or self.nobody, as_bytes(password))
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, stored: str) -> bool:
        """Return whether *stored* was made with other parameters than today's."""
        return self.hasher.check_needs_rehash(stored)


def make_decoy(hasher: PasswordHasher) -> str:
    """Return a stored form with the parameters of *hasher* that no password opens."""
    salt, digest = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def as_bytes(password: str) -> bytes:
    """Return *password* in NFC: one that is typed on another keyboard is the same one."""
    return unicodedata.normalize("NFC", password[:LONGEST]).encode("utf-8", "replace")
