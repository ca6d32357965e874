"""Keys of age: whom a file is encrypted for, and with what it is opened.

Source: github.com/C2SP/C2SP, age.md (the format), BIP 173 (how keys are written).
"""

import hashlib
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import click
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LABEL = b"age-encryption.org/v1/"
WORK_FACTOR = 16
"""Logarithm of scrypt's cost: 64 MiB, so that a backup keeps within its memory."""
MAX_WORK_FACTOR = 20
"""What a file may ask for when it is opened: a gigabyte."""
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class UnusableAgeKey(click.ClickException):
    """A key is none; a command ends with this sentence alone."""


@dataclass(frozen=True)
class Stanza:
    """What of a file's header speaks to one who may open it."""

    words: tuple[str, ...]
    body: bytes


class Recipient(Protocol):
    """Whom a file is encrypted for."""

    def wrap(self, file_key: bytes) -> Stanza:
        """Return *file_key* so that only the recipient can read it."""


class Identity(Protocol):
    """With what a file is opened."""

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the key of the file; None where *stanza* is for another key."""


@dataclass(frozen=True)
class Passphrase:
    """Words that encrypt and open."""

    text: str

    def wrap(self, file_key: bytes) -> Stanza:
        """Return *file_key* under the passphrase."""
        salt = secrets.token_bytes(16)
        words = ("scrypt", encode(salt), str(WORK_FACTOR))
        return Stanza(words, seal(self.stretch(salt, WORK_FACTOR), file_key))

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the key of the file, unless these are the wrong words."""
        match stanza.words:
            case ("scrypt", salt, factor) if factor.isdecimal() and 0 < int(factor) <= MAX_WORK_FACTOR:
                return unseal(self.stretch(decode(salt), int(factor)), stanza.body)
        return None

    def stretch(self, salt: bytes, factor: int) -> bytes:
        """Return the key that costs 2 to the power of *factor* to make."""
        cost = 2**factor
        key = self.text.encode()
        salted = LABEL + b"scrypt" + salt
        return hashlib.scrypt(key, salt=salted, n=cost, r=8, p=1, maxmem=2**20 + 1024 * cost * 2, dklen=32)


@dataclass(frozen=True)
class PublicKey:
    """A key "age1..." that only encrypts, so that a server need not know how its own backups are opened."""

    data: bytes

    def wrap(self, file_key: bytes) -> Stanza:
        """Return *file_key* for the owner of the key."""
        once = X25519PrivateKey.generate()
        share = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(self.data))
        return Stanza(("X25519", encode(share)), seal(derive(shared, share + self.data, LABEL + b"X25519"), file_key))


@dataclass(frozen=True)
class SecretKey:
    """A key "AGE-SECRET-KEY-1..." that opens what was encrypted for its public key."""

    data: bytes

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the key of the file, unless it was encrypted for another."""
        if stanza.words[0] != "X25519" or len(stanza.words) != 2:
            return None
        own = X25519PrivateKey.from_private_bytes(self.data)
        share = decode(stanza.words[1])
        try:
            shared = own.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:
            return None
        salt = share + own.public_key().public_bytes_raw()
        return unseal(derive(shared, salt, LABEL + b"X25519"), stanza.body)


def parse_public_key(text: str) -> PublicKey:
    """Return the key that *text* writes; raise UnusableAgeKey where it writes none."""
    return PublicKey(read_key(text.strip(), "age"))


def parse_secret_keys(text: str) -> Sequence[SecretKey]:
    """Return the keys of a file as age-keygen(1) writes it; raise UnusableAgeKey where there is none."""
    lines = [line.strip() for line in text.splitlines()]
    keys = [SecretKey(read_key(line.lower(), "age-secret-key-")) for line in lines if line and line[0] != "#"]
    if not keys:
        raise UnusableAgeKey("The file of keys holds none.")
    return keys


def read_key(text: str, prefix: str) -> bytes:
    """Return the 32 bytes of a key in Bech32; raise UnusableAgeKey where it is mistyped."""
    head, _, tail = text.rpartition("1")
    values = [LETTERS.find(letter) for letter in tail]
    expanded = [*(ord(letter) >> 5 for letter in prefix), 0, *(ord(letter) & 31 for letter in prefix)]
    if head != prefix or len(values) != 58 or -1 in values or polymod([*expanded, *values]) != 1:
        raise UnusableAgeKey("That is no key of age: keys begin with age1 or, to open with, AGE-SECRET-KEY-1.")
    number = 0
    for value in values[:-6]:
        number = number << 5 | value
    return (number >> 4).to_bytes(32, "big")


def polymod(values: Sequence[int]) -> int:
    """Return Bech32's checksum of *values*; 1 where it is right."""
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(GENERATOR):
            check ^= generator if top >> bit & 1 else 0
    return check


def derive(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """Return a key of 32 bytes (HKDF, RFC 5869)."""
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def seal(key: bytes, file_key: bytes) -> bytes:
    """Return *file_key* encrypted by a *key* that is used once."""
    return ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)


def unseal(key: bytes, body: bytes) -> bytes | None:
    """Return what seal() encrypted, or None where it was another key."""
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), body, None) if len(body) == 32 else None
    except InvalidTag:
        return None


def encode(data: bytes) -> str:
    """Return *data* in base64 without padding."""
    return b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Return what encode() wrote; empty where it is none."""
    try:
        return b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return b""
