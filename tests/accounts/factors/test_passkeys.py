"""Passkeys: bound to the site, the challenge and their owner, with the user verified, and no copy is taken."""

from dataclasses import replace
from secrets import token_bytes

import pytest
from flask import Flask

from blog.accounts.factors.passkeys import (
    MAX_PASSKEYS,
    PasskeyCloned,
    PasskeyRefused,
    TooManyPasskeys,
    assertion_options,
    list_passkeys,
    register_passkey,
    registration_options,
    verify_passkey,
)
from blog.database import db
from blog.models import Passkey, Person
from tests.accounts.factor_factories import PARTY, give_passkey, passkey_of
from tests.accounts.people_factories import make_member
from tests.accounts.soft_authenticator import SoftAuthenticator, text
from tests.factories import NOW

CHALLENGE, OTHER = b"x" * 32, b"y" * 32


def register(person: Person, device: SoftAuthenticator, challenge: bytes = CHALLENGE) -> Passkey:
    answer = device.create(registration_options(db.session, person, CHALLENGE, PARTY))
    return register_passkey(db.session, person, "Phone", answer, challenge, PARTY, NOW)


def verify(device: SoftAuthenticator, challenge: bytes | None = CHALLENGE, **changes: str) -> Passkey:
    answer = device.get(assertion_options(CHALLENGE, PARTY), **changes)
    return verify_passkey(db.session, answer, challenge, PARTY, NOW)


def test_a_passkey_proves_its_owner(app: Flask) -> None:
    me = make_member()
    device = give_passkey(me)

    passkey = verify(device)

    assert (passkey.person_id, passkey.used_at, passkey.sign_count) == (me.id, NOW, device.counter)


def test_a_device_that_does_not_count_is_taken_again_and_again(app: Flask) -> None:
    device = give_passkey(make_member(), SoftAuthenticator(counts=False))

    assert [verify(device).sign_count for _ in range(3)] == [0, 0, 0]


@pytest.mark.parametrize(
    "device",
    [
        SoftAuthenticator(origin="https://news.example.org.evil.example"),
        SoftAuthenticator(origin="http://news.example.org"),
        SoftAuthenticator(rp_id="example.org"),
        SoftAuthenticator(verifies=False),
    ],
    ids=["another site", "not encrypted", "another party", "user not verified"],
)
def test_what_was_made_elsewhere_or_without_the_user_is_refused(app: Flask, device: SoftAuthenticator) -> None:
    me, wrong = make_member(), (device.origin, device.rp_id, device.verifies)

    with pytest.raises(PasskeyRefused):
        register(me, device)

    device.origin, device.rp_id, device.verifies = PARTY.origin, PARTY.id, True
    register(me, device)
    device.origin, device.rp_id, device.verifies = wrong
    with pytest.raises(PasskeyRefused):
        verify(device)


def test_an_answer_to_another_challenge_or_to_none_is_refused(app: Flask) -> None:
    me, device = make_member(), SoftAuthenticator()
    with pytest.raises(PasskeyRefused):
        register(me, device, OTHER)
    give_passkey(me, device)

    for challenge in (OTHER, None):
        with pytest.raises(PasskeyRefused):
            verify(device, challenge)


def test_a_copied_passkey_is_refused_and_known(app: Flask) -> None:
    me = make_member()
    device = give_passkey(me)
    thief = device.copy()
    verify(device)
    verify(device)

    with pytest.raises(PasskeyCloned) as refused:
        verify(thief)

    assert refused.value.passkey.person_id == me.id
    assert passkey_of(me).sign_count == device.counter


def test_a_forged_signature_is_no_clone(app: Flask) -> None:
    device = give_passkey(make_member())
    thief = SoftAuthenticator()
    thief.credential_id, thief.user_handle = device.credential_id, device.user_handle

    with pytest.raises(PasskeyRefused) as refused:
        verify(thief)

    assert not isinstance(refused.value, PasskeyCloned)


def test_an_answer_that_names_another_person_is_refused(app: Flask) -> None:
    device, other = give_passkey(make_member()), give_passkey(make_member("al@news.example.org"))

    with pytest.raises(PasskeyRefused):
        verify(device, userHandle=text(other.user_handle))


@pytest.mark.parametrize("answer", ["", "{}", "null", "[]", "0", '{"id": 1}', '{"id": "A", "rawId": "A"}', "\ud800"])
def test_what_is_no_answer_is_refused(app: Flask, answer: str) -> None:
    me = make_member()

    with pytest.raises(PasskeyRefused):
        verify_passkey(db.session, answer, CHALLENGE, PARTY, NOW)
    with pytest.raises(PasskeyRefused):
        register_passkey(db.session, me, "Phone", answer, CHALLENGE, PARTY, NOW)


def test_a_longer_id_than_there_is_is_refused(app: Flask) -> None:
    me, device = make_member(), SoftAuthenticator()
    device.credential_id = token_bytes(1024)

    with pytest.raises(PasskeyRefused):
        register(me, device)

    device.credential_id = token_bytes(1023)
    assert register(me, device).credential_id == device.credential_id


def test_no_passkey_is_registered_twice_for_one_or_two_people(app: Flask) -> None:
    device = give_passkey(make_member())

    with pytest.raises(PasskeyRefused):
        register(make_member("al@news.example.org"), device)


def test_several_passkeys_share_a_handle_that_tells_nothing(app: Flask) -> None:
    me, other = make_member(), make_member("al@news.example.org")
    first, second = give_passkey(me), give_passkey(me)
    give_passkey(other)

    options = registration_options(db.session, me, CHALLENGE, PARTY)
    new = [
        registration_options(db.session, one, CHALLENGE, PARTY)
        for one in map(make_member, ("b@x.example", "c@x.example"))
    ]

    assert first.user_handle == second.user_handle
    assert len(first.user_handle) == 64
    assert new[0]["user"]["id"] == new[1]["user"]["id"]  # Made of the challenge alone.
    assert len(options["excludeCredentials"]) == 2
    assert len(list_passkeys(db.session, other.id)) == 1


def test_there_is_a_most_of_passkeys(app: Flask) -> None:
    me = make_member()
    for _ in range(MAX_PASSKEYS):
        give_passkey(me)

    with pytest.raises(TooManyPasskeys):
        register(me, SoftAuthenticator())


def test_the_browser_is_asked_to_verify_its_user_and_told_no_credential(app: Flask) -> None:
    me = make_member()
    give_passkey(me)

    made = registration_options(db.session, me, CHALLENGE, replace(PARTY, name="Tea"))
    signed = assertion_options(CHALLENGE, PARTY)

    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert (made["rp"], made["attestation"]) == ({"name": "Tea", "id": "news.example.org"}, "none")
    assert (signed["userVerification"], signed["allowCredentials"]) == ("required", [])
