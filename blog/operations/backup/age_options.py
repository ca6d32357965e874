"""Options of commands that name the keys of a backup, and what is read from them."""

from collections.abc import Sequence
from pathlib import Path

import click

from blog.operations.backup.archive.age_keys import (
    Identity,
    Passphrase,
    Recipient,
    UnusableAgeKey,
    parse_public_key,
    parse_secret_keys,
)

MIN_PASSPHRASE = 12
ReadableFile = click.Path(path_type=Path, dir_okay=False, exists=True)

passphrase_option = click.option(
    "--passphrase-file", type=ReadableFile, help="File whose first line is the passphrase of the backup."
)
key_option = click.option("--key-file", type=ReadableFile, help="File with the secret key, as age-keygen writes it.")


def read_recipients(public_keys: Sequence[str], passphrase_file: Path | None) -> list[Recipient]:
    """Return whom a backup is encrypted for; nobody means that it is not encrypted.

    Raises:
        UnusableAgeKey: a key is none, the passphrase is short, or there are both, which age does not allow.
    """
    if public_keys and passphrase_file:
        raise UnusableAgeKey("Encrypt for public keys or by a passphrase, not both.")
    if passphrase_file:
        phrase = read_passphrase(passphrase_file)
        if len(phrase.text) < MIN_PASSPHRASE:
            raise UnusableAgeKey(f"The passphrase needs {MIN_PASSPHRASE} characters or more.")
        return [phrase]
    return [parse_public_key(key) for key in public_keys]


def read_identities(passphrase_file: Path | None, key_file: Path | None) -> list[Identity]:
    """Return what opens a backup."""
    found: list[Identity] = [read_passphrase(passphrase_file)] if passphrase_file else []
    return [*found, *(parse_secret_keys(key_file.read_text("utf-8")) if key_file else ())]


def read_passphrase(file: Path) -> Passphrase:
    """Return the passphrase in the first line of *file*."""
    return Passphrase(file.read_text("utf-8").partition("\n")[0].rstrip("\r"))
