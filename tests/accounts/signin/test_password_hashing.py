"""How passwords are hashed, held against each other, and bounded."""

import time
from threading import Lock, Thread

import pytest

from blog.accounts.signin.password_hashing import LONGEST, Passwords
from tests.factories import PASSWORD

SMALL = {"memory_kib": 32, "rounds": 1, "at_once": 1}


@pytest.mark.parametrize(
    "password", [PASSWORD, "пароль на холме у реки", "🐢" * 64, "nul\x00inside it is", "\ud800" * 12]
)
def test_a_password_opens_what_was_stored_for_it_and_nothing_else(password: str) -> None:
    keeper = Passwords(**SMALL)

    stored = keeper.hash(password)

    assert stored.startswith("$argon2id$")
    assert keeper.verify(stored, password)
    assert not keeper.verify(stored, password + "!")


def test_two_people_with_one_password_have_different_hashes() -> None:
    keeper = Passwords(**SMALL)

    assert keeper.hash(PASSWORD) != keeper.hash(PASSWORD)


def test_long_input_is_cut_before_it_costs_anything() -> None:
    keeper = Passwords(**SMALL)
    stored = keeper.hash("x" * LONGEST)

    assert keeper.verify(stored, "x" * LONGEST)
    assert keeper.verify(stored, "x" * 1_000_000)


@pytest.mark.parametrize("stored", [None, "", "plain", "$argon2id$v=19$broken", "$2b$12$abcdefghijklmnopqrstuv"])
def test_without_a_stored_hash_nothing_opens(stored: str | None) -> None:
    assert not Passwords(**SMALL).verify(stored, PASSWORD)


def test_the_decoy_has_the_parameters_of_a_real_hash() -> None:
    keeper = Passwords(memory_kib=64, rounds=2, at_once=1)

    assert keeper.nobody.split("$")[1:4] == keeper.hash(PASSWORD).split("$")[1:4]
    assert [len(part) for part in keeper.nobody.split("$")] == [len(part) for part in keeper.hash("x").split("$")]


def test_nobody_costs_as_much_as_somebody() -> None:
    keeper = Passwords(memory_kib=4096, rounds=3, at_once=1)
    stored = keeper.hash(PASSWORD)

    known, unknown = (min(cost_of(keeper, which) for _ in range(9)) for which in (stored, None))

    assert 0.25 < known / unknown < 4


def cost_of(keeper: Passwords, stored: str | None) -> float:
    """Return seconds of processor time, which other processes do not lengthen; an answer without hash takes none."""
    began = time.process_time()
    keeper.verify(stored, "not the password")
    return time.process_time() - began


def test_only_so_many_hashes_are_made_at_once() -> None:
    keeper = Passwords(memory_kib=32, rounds=1, at_once=2)
    watch = Watch()
    keeper.hasher = watch  # type: ignore[assignment]
    threads = [Thread(target=keeper.hash, args=(PASSWORD,)) for _ in range(8)]

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
    stored = Passwords(**SMALL).hash(PASSWORD)

    assert not Passwords(**SMALL).is_outdated(stored)
    assert Passwords(memory_kib=64, rounds=1, at_once=1).is_outdated(stored)
