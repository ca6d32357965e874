"""Secrets of authenticator apps are stored encrypted."""

from blog.accounts.factors.sealing import seal, unseal

KEY, SECRET = "only-for-the-tests-0123456789-abcdef", "JBSWY3DPEHPK3PXP"


def test_what_is_sealed_opens_with_the_same_key_for_the_same_person_alone() -> None:
    sealed = seal(SECRET, 7, KEY)

    assert unseal(sealed, 7, KEY) == SECRET
    assert unseal(sealed, 8, KEY) is None
    assert unseal(sealed, 7, f"{KEY}x") is None


def test_a_sealed_secret_shows_nothing_and_notices_each_changed_bit() -> None:
    sealed = seal(SECRET, 7, KEY)

    assert SECRET.encode() not in sealed
    assert seal(SECRET, 7, KEY) != sealed
    assert all(unseal(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], 7, KEY) is None for at in range(44))


def test_what_is_no_sealed_secret_opens_to_nothing() -> None:
    assert [unseal(broken, 7, KEY) for broken in (None, b"", b"short", bytes(60))] == [None] * 4
