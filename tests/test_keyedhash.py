import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest

from blog.keyedhash import KeyedHash, as_url_text


@pytest.mark.parametrize("length", [0, 1, 32, 63, 64, 65, 200])
@pytest.mark.parametrize("message", [b"", b"x", b"m" * 1000])
def test_the_digest_is_the_one_of_the_standard_library(length: int, message: bytes) -> None:
    key = bytes(range(200))[:length]

    assert KeyedHash(key).digest(message) == hmac.digest(key, message, sha256)


@pytest.mark.parametrize("length", range(40))
def test_the_text_is_the_one_of_the_standard_library(length: int) -> None:
    data = bytes(range(255, 255 - length, -1))

    assert as_url_text(data) == urlsafe_b64encode(data).rstrip(b"=")
