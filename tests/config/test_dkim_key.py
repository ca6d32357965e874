from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from blog.config.checks import signing_faults
from blog.config.dkim_key import UnusableKey, is_world_readable, read_signing_key
from blog.config.settings import Settings


def write_key(folder: Path, key: object, protection: KeySerializationEncryption | None = None) -> Path:
    file = folder / "dkim.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection or NoEncryption()))
    file.chmod(0o600)
    return file


def test_an_rsa_key_of_2048_bits_is_read(tmp_path: Path) -> None:
    file = write_key(tmp_path, rsa.generate_private_key(65537, 2048))

    assert read_signing_key(file).key_size == 2048
    assert signing_faults(Settings(dkim_selector="may-2026", dkim_key_file=str(file))) == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: rsa.generate_private_key(65537, 1024), "1024 bits are too few"),
        (ed25519.Ed25519PrivateKey.generate, "another kind"),
        (lambda: ec.generate_private_key(ec.SECP256R1()), "another kind"),
    ],
)
def test_a_key_that_receivers_would_not_accept_is_named(tmp_path: Path, make: object, words: str) -> None:
    file = write_key(tmp_path, make())

    with pytest.raises(UnusableKey, match=words):
        read_signing_key(file)


def test_a_key_with_a_password_is_named(tmp_path: Path) -> None:
    file = write_key(tmp_path, ec.generate_private_key(ec.SECP256R1()), BestAvailableEncryption(b"secret"))

    with pytest.raises(UnusableKey, match="without a password"):
        read_signing_key(file)


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "dkim.pem"
    file.write_bytes(content)

    with pytest.raises(UnusableKey, match="no private key in PEM"):
        read_signing_key(file)


def test_a_file_that_is_not_there_keeps_the_blog_from_starting(tmp_path: Path) -> None:
    faults = signing_faults(Settings(dkim_selector="s", dkim_key_file=str(tmp_path / "none.pem")))

    assert [("No such file" in fault, fault.startswith("BLOG_DKIM_KEY_FILE")) for fault in faults] == [(True, True)]


def test_a_key_that_everybody_can_read_keeps_the_blog_from_starting(tmp_path: Path) -> None:
    file = write_key(tmp_path, rsa.generate_private_key(65537, 2048))
    file.chmod(0o644)

    faults = signing_faults(Settings(dkim_selector="s", dkim_key_file=str(file)))

    assert is_world_readable(file)
    assert ["chmod 600" in fault for fault in faults] == [True]


@pytest.mark.parametrize(
    ("selector", "file", "words"),
    [
        ("s", None, "BLOG_DKIM_KEY_FILE is missing"),
        (None, "key.pem", "BLOG_DKIM_SELECTOR is missing"),
        ("no selector", "key.pem", "BLOG_DKIM_SELECTOR must be"),
        ("a;b=c", "key.pem", "BLOG_DKIM_SELECTOR must be"),
    ],
)
def test_half_a_setting_is_a_fault(selector: str | None, file: str | None, words: str) -> None:
    faults = signing_faults(Settings(dkim_selector=selector, dkim_key_file=file))

    assert faults[0].startswith(words)


def test_without_a_selector_the_relay_signs() -> None:
    assert signing_faults(Settings(dkim_selector=None, dkim_key_file=None)) == []
