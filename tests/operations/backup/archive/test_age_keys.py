"""Keys are read as age writes them, and a slip of the pen is noticed."""

import pytest

from blog.operations.backup.archive.age_keys import (
    Passphrase,
    SecretKey,
    Stanza,
    UnusableAgeKey,
    encode,
    parse_public_key,
    parse_secret_keys,
)
from tests.operations.backup.archive.test_age_stream import PUBLIC, SECRET


def test_a_file_of_keys_opens_what_its_public_key_wrapped() -> None:
    (key,) = parse_secret_keys(f"# created: 2026-12-01\n# public key: {PUBLIC}\n{SECRET}\n")

    assert key.unwrap(parse_public_key(PUBLIC).wrap(b"sixteen bytes ..")) == b"sixteen bytes .."
    assert SecretKey(bytes(32)).unwrap(parse_public_key(PUBLIC).wrap(b"sixteen bytes ..")) is None


@pytest.mark.parametrize(
    "key", ["", "age1", PUBLIC[:-1] + "q", PUBLIC.replace("an9", "a9n"), SECRET, "ssh-ed25519 AAAA"]
)
def test_what_is_no_public_key_is_refused(key: str) -> None:
    with pytest.raises(UnusableAgeKey):
        parse_public_key(key)


def test_a_file_without_keys_is_refused() -> None:
    with pytest.raises(UnusableAgeKey, match="holds none"):
        parse_secret_keys("# nothing\n")


def test_a_file_cannot_ask_for_more_memory_than_there_is() -> None:
    asked = Stanza(("scrypt", encode(bytes(16)), "31"), bytes(32))

    assert Passphrase("seven quiet herons").unwrap(asked) is None
