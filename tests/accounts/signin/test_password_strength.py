"""Which passwords are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.accounts.signin.password_strength import Weakness, common_passwords, find_weakness, personal_words

WORDS = personal_words("maren.holt@news.example.org", "Maren Holt", "IFBG News")


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("", Weakness.SHORT),
        ("kx8#Jq2!vbT", Weakness.SHORT),
        ("e\u0301" * 11, Weakness.SHORT),
        ("aaaaaaaaaaaaaaaa", Weakness.REPEATED),
        ("abababababababab", Weakness.REPEATED),
        ("hunter22hunter22", Weakness.REPEATED),
        ("passwordpassword", Weakness.REPEATED),
        ("            ", Weakness.REPEATED),
        ("abcdefghijklm", Weakness.SEQUENCE),
        ("ZYXWVUTSRQPONM", Weakness.SEQUENCE),
        ("1234567890123", Weakness.SEQUENCE),
        ("0987654321098", Weakness.SEQUENCE),
        ("qwertyuiopasdf", Weakness.SEQUENCE),
        ("1qaz2wsx3edc4rfv", Weakness.SEQUENCE),
        ("correct horse battery staple", Weakness.COMMON),
        ("Password2026!", Weakness.COMMON),
        ("!!123Password123!!", Weakness.COMMON),
        ("P@ssw0rd1234", Weakness.COMMON),
        ("iloveyou123456", Weakness.COMMON),
        ("ＰＡＳＳＷＯＲＤ２０２６", Weakness.COMMON),
        ("Administrator1", Weakness.COMMON),
        ("my name is maren.holt", Weakness.PERSONAL),
        ("MarenLikesTeaALot", Weakness.PERSONAL),
        ("ifbg news is the best", Weakness.PERSONAL),
        ("IFBGNews-kx8#", Weakness.PERSONAL),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, weakness: Weakness) -> None:
    assert find_weakness(password, WORDS) is weakness


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet herons at noon",
        "kx8#Jq2!vbTz",
        "дом на холме у реки",
        "أربعة أقمار فوق البحر",
        "x7" + "lang" * 16 + "!q",
    ],
)
def test_what_nobody_guesses_is_taken_in_any_script_and_length(password: str) -> None:
    assert find_weakness(password, WORDS) is None


@pytest.mark.parametrize(
    ("password", "words", "weakness"),
    [
        ("weißbrot und käse", ("WEISSBROT",), Weakness.PERSONAL),
        ("WEISSBROT UND KÄSE", ("Weißbrot",), Weakness.PERSONAL),
        ("seven quiet maren herons", ("MAREN",), Weakness.PERSONAL),
        ("SEVEN QUIET MAREN HERONS", ("maren",), Weakness.PERSONAL),
        ("QwErTyUiOpAsDf", (), Weakness.SEQUENCE),
        ("HunTer22hUntEr22", (), Weakness.REPEATED),
        ("PASSword2026!", (), Weakness.COMMON),
    ],
)
def test_case_hides_nothing(password: str, words: tuple[str, ...], weakness: Weakness) -> None:
    assert find_weakness(password, words) is weakness


def test_short_names_may_stand_in_a_password() -> None:
    assert find_weakness("seven quiet li herons", personal_words("li@example.org", "Li Bo", "BBC")) is None


def test_the_list_is_long_sorted_and_clean() -> None:
    assert len(common_passwords()) > 700
    assert all(entry == entry.casefold().strip() for entry in common_passwords())


@pytest.mark.parametrize("entry", sorted(entry for entry in common_passwords() if len(entry) >= 12)[::7])
def test_what_is_on_the_list_is_refused(entry: str) -> None:
    assert find_weakness(entry) is not None


@given(st.text())
def test_any_text_gets_an_answer(password: str) -> None:
    find_weakness(password, WORDS)
