"""Password strength: minimum length and a blocklist; no composition rules.

Source: NIST SP 800-63B 3.1.1.2 (blocklist, no composition rules).
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path

MIN_PASSWORD_LENGTH = 12
MIN_DISTINCT_CHARACTERS = 5
MIN_PERSONAL_WORD = 4
"""Characters; a shorter name occurs in too many good passwords by chance."""
COMMON_PASSWORDS_FILE = Path(__file__).with_name("common_passwords.txt")
LEET = str.maketrans("013457@$!", "oleastasi")
TAIL = re.compile(r"^[\W\d_]+|[\W\d_]+$")
SEQUENCES = (
    "abcdefghijklmnopqrstuvwxyz" * 2,
    "1234567890" * 4,
    "qwertyuiopasdfghjklzxcvbnm" * 2,
    "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    "qwertzuiopasdfghjklyxcvbnm" * 2,
    "azertyuiopqsdfghjklmwxcvbn" * 2,
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "qawsedrftgyhujikolp",
    "zaq12wsxcde34rfvbgt56yhnmju78ik,.lo90p",
)
"""Runs of the alphabet, the digits and the keyboard; each is also tried backwards."""


class Weakness(Enum):
    """Why a password is refused."""

    SHORT = "too short"
    COMMON = "on the list of common passwords, as it is or with digits around it"
    REPEATED = "a short piece repeated"
    SEQUENCE = "neighbours in the alphabet or on the keyboard"
    PERSONAL = "contains a name of its owner or of the site"


def find_weakness(password: str, words: Iterable[str] = ()) -> Weakness | None:
    """Return why *password* is refused, or None; *words* are the names of its owner and of the site."""
    if len(unicodedata.normalize("NFC", password)) < MIN_PASSWORD_LENGTH:
        return Weakness.SHORT
    plain = unicodedata.normalize("NFKC", password).casefold()
    if is_repeated(plain):
        return Weakness.REPEATED
    if is_sequence(plain):
        return Weakness.SEQUENCE
    if is_common(plain):
        return Weakness.COMMON
    if is_personal(plain, words):
        return Weakness.PERSONAL
    return None


def is_repeated(plain: str) -> bool:
    """Return whether *plain* has very few different characters or is one piece repeated."""
    return len(set(plain)) < MIN_DISTINCT_CHARACTERS or plain in (plain + plain)[1:-1]


def is_sequence(plain: str) -> bool:
    """Return whether *plain* is a part of one sequence."""
    return any(plain in sequence or plain[::-1] in sequence for sequence in SEQUENCES)


def is_common(plain: str) -> bool:
    """Return whether the list holds *plain*, or what is left without digits around it and without leet spelling."""
    core = TAIL.sub("", plain)
    forms = {plain, core, TAIL.sub("", plain.translate(LEET)), core.translate(LEET)}
    return not forms.isdisjoint(common_passwords())


def is_personal(plain: str, words: Iterable[str]) -> bool:
    """Return whether *plain* contains one of *words*, with or without spaces."""
    packed = "".join(plain.split())
    wanted = ("".join(word.casefold().split()) for word in words)
    return any(len(word) >= MIN_PERSONAL_WORD and word in packed for word in wanted)


@cache
def common_passwords() -> frozenset[str]:
    """Return the shipped blocklist: one a line, lower case, sorted."""
    return frozenset(COMMON_PASSWORDS_FILE.read_text("utf-8").split("\n")) - {""}


def personal_words(address: str, name: str, site_name: str) -> tuple[str, ...]:
    """Return what a password must not contain: local part of the address and its pieces, names, the site's name."""
    local = address.partition("@")[0]
    return (local, *re.split(r"[.+_-]", local), *name.split(), site_name)
