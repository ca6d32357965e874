"""Encryption is that of age: a file of another program opens here, and no changed byte gets through."""

import io
from base64 import b64decode

import pytest

from blog.operations.backup.archive.age_keys import parse_public_key, parse_secret_keys
from blog.operations.backup.archive.age_stream import CHUNK, INTRO, AgeReader, AgeWriter
from blog.operations.backup.archive.manifest import ArchiveRefused

SECRET = "AGE-SECRET-KEY-14AQCV8T23KZ27LQ0JMX8LJRPZJGRV0TXNCQCPS3KRZ4RNTW77C0QNAVZLH"
PUBLIC = "age1an9wv34yfasrsx903ael0lkujuwwj8nkmyzy8ujzxxv9q7jzkcts80vdkz"
BY_RAGE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBsdU52WUZSR3VWMWNJRVA1RW9CcENsV0VJYjQweHEwS1hPZUFZUGZuWW1FCkdBL1h1"
    "bDIwKy9wamNrQ0F5RVEzd2xXQzNVTnFmcHlHa2JmbTlkYzdoa2MKLT4gPC1ncmVhc2UKb3pnU2NmTy94cllmMVBxZEZkMnFnWlFOCi0tLSBi"
    "WnhzbEF1OFpxbHhrYXdxbVB4ZGNxKzFJeGVXSkphMUl4MFRjWVc2UlR3Cgv4q0pF6ywTx3cgKbhOthTrfxBzt+1iw7H0b433xg106kUd9hol"
    "EIaYghV/oDKEonlDWA=="
)
"""Written by rage for the key above."""


def encrypt(data: bytes) -> bytes:
    stream = io.BytesIO()
    writer = AgeWriter(stream, [parse_public_key(PUBLIC)])
    writer.write(data)
    writer.close()
    return stream.getvalue()


def decrypt(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    stream.seek(len(INTRO))
    return AgeReader(stream, parse_secret_keys(SECRET)).readall()


def test_a_file_of_another_program_opens() -> None:
    assert decrypt(BY_RAGE) == b"The bridge reopens."


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_any_length_comes_back(size: int) -> None:
    assert decrypt(encrypt(b"x" * size)) == b"x" * size


def test_what_was_changed_or_cut_off_is_refused() -> None:
    whole = encrypt(b"x" * (2 * CHUNK))

    for place in (30, 90, len(whole) - CHUNK - 40, len(whole) - 1):
        with pytest.raises(ArchiveRefused):
            decrypt(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    for length in (40, len(whole) - CHUNK - 16, len(whole) - 1):
        with pytest.raises(ArchiveRefused):
            decrypt(whole[:length])
