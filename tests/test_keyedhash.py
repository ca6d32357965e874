import hmac
from hashlib import sha256

import pytest

from blog.keyedhash import KeyedHash


@pytest.mark.parametrize("length", [0, 1, 32, 63, 64, 65, 200])
@pytest.mark.parametrize("message", [b"", b"x", b"m" * 1000])
def test_the_digest_is_the_one_of_the_standard_library(length: int, message: bytes) -> None:
    key = bytes(range(200))[:length]

    assert KeyedHash(key).digest(message) == hmac.digest(key, message, sha256)


def test_the_text_stands_in_an_address_as_it_is() -> None:
    text = KeyedHash(b"key").text(b"message")

    assert len(text) == 43
    assert text.replace(b"-", b"").replace(b"_", b"").isalnum()
