"""Private DKIM key (RFC 6376), read from its file and validated at start."""

import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

MIN_KEY_BITS = 2048


class UnusableKey(Exception):
    """The file holds no key that receivers would accept; the text says why, without the key."""


def read_signing_key(file: str | Path) -> RSAPrivateKey:
    """Return the RSA key in *file*.

    Raises:
        UnusableKey: the file cannot be read, or holds no unencrypted RSA key of 2048 bits or more (RFC 8301 3.2).
    """
    try:
        key = load_pem_private_key(Path(file).read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds no private key in PEM without a password"
        raise UnusableKey(f"{file} cannot be used: {reason}.") from None
    if not isinstance(key, RSAPrivateKey):
        raise UnusableKey(f"{file} cannot be used: receivers verify RSA keys, and this is another kind.")
    if key.key_size < MIN_KEY_BITS:
        raise UnusableKey(f"{file} cannot be used: {key.key_size} bits are too few, {MIN_KEY_BITS} or more are needed.")
    return key


def is_world_readable(file: str | Path) -> bool:
    """Return whether every account of this machine can read *file*, which holds a secret."""
    try:
        return bool(Path(file).stat().st_mode & stat.S_IROTH)
    except OSError:
        return False  # Another sentence says that it cannot be read.
