"""How passwords are hashed, held against each other, and bounded."""

import time
from threading import Lock, Thread

import pytest

from blog.accounts.signin.password_hashing import MAX_PASSWORD_LENGTH, PasswordHasher
from tests.factories import PASSWORD

SMALL = {"memory_kib": 32, "rounds": 1, "max_concurrent": 1}


@pytest.mark.parametrize(
    "password", [PASSWORD, "пароль на холме у реки", "🐢" * 64, "nul\x00inside it is", "\ud800" * 12]
)
def test_a_password_opens_what_was_stored_for_it_and_nothing_else(password: str) -> None:
    hasher = PasswordHasher(**SMALL)

    stored = hasher.hash(password)

    assert stored.startswith("$argon2id$")
    assert hasher.verify(stored, password)
    assert not hasher.verify(stored, password + "!")


def test_two_people_with_one_password_have_different_hashes() -> None:
    hasher = PasswordHasher(**SMALL)

    assert hasher.hash(PASSWORD) != hasher.hash(PASSWORD)


def test_long_input_is_cut_before_it_costs_anything() -> None:
    hasher = PasswordHasher(**SMALL)
    stored = hasher.hash("x" * MAX_PASSWORD_LENGTH)

    assert hasher.verify(stored, "x" * MAX_PASSWORD_LENGTH)
    assert hasher.verify(stored, "x" * 1_000_000)


@pytest.mark.parametrize("stored", [None, "", "plain", "$argon2id$v=19$broken", "$2b$12$abcdefghijklmnopqrstuv"])
def test_without_a_stored_hash_nothing_opens(stored: str | None) -> None:
    assert not PasswordHasher(**SMALL).verify(stored, PASSWORD)


def test_the_dummy_hash_has_the_parameters_of_a_real_hash() -> None:
    hasher = PasswordHasher(memory_kib=64, rounds=2, max_concurrent=1)

    assert hasher.dummy_hash.split("$")[1:4] == hasher.hash(PASSWORD).split("$")[1:4]
    assert [len(part) for part in hasher.dummy_hash.split("$")] == [len(part) for part in hasher.hash("x").split("$")]


def test_nobody_costs_as_much_as_somebody() -> None:
    hasher = PasswordHasher(memory_kib=4096, rounds=3, max_concurrent=1)
    stored = hasher.hash(PASSWORD)

    known, unknown = (min(cost_of(hasher, which) for _ in range(9)) for which in (stored, None))

    assert 0.25 < known / unknown < 4


def cost_of(hasher: PasswordHasher, stored: str | None) -> float:
    """Return seconds of processor time, which other processes do not lengthen; an answer without hash takes none."""
    began = time.process_time()
    hasher.verify(stored, "not the password")
    return time.process_time() - began


def test_only_so_many_hashes_are_made_at_once() -> None:
    hasher = PasswordHasher(memory_kib=32, rounds=1, max_concurrent=2)
    watch = Watch()
    hasher.hasher = watch  # type: ignore[assignment]
    threads = [Thread(target=hasher.hash, args=(PASSWORD,)) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert watch.most == 2


class Watch:
    """Stands in for the hasher and notes how many use it at once."""

    def __init__(self) -> None:
        self.lock, self.now, self.most = Lock(), 0, 0

    def hash(self, _password: bytes) -> str:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.01)
        with self.lock:
            self.now -= 1
        return ""


def test_other_parameters_make_a_hash_outdated() -> None:
    stored = PasswordHasher(**SMALL).hash(PASSWORD)

    assert not PasswordHasher(**SMALL).is_outdated(stored)
    assert PasswordHasher(memory_kib=64, rounds=1, max_concurrent=1).is_outdated(stored)
