"""Which passwords are refused because they are guessed first; length counts, not kinds of characters.

Source: NIST SP 800-63B 3.1.1.2 (blocklist, no composition rules).
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path

SHORTEST = 12
FEWEST_DIFFERENT = 5
SHORTEST_WORD = 4
"""A shorter name or word stands in too many good passwords by chance."""
LIST = Path(__file__).with_name("common_passwords.txt")
LEET = str.maketrans("013457@$!", "oleastasi")
TAIL = re.compile(r"^[\W\d_]+|[\W\d_]+$")
KEYS = (
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
"""Ways along the alphabet, the digits and the keyboard, forwards; each is also tried backwards."""


class Weakness(Enum):
    """Why a password is refused."""

    SHORT = "too short"
    COMMON = "on the list of common passwords, as it is or with digits around it"
    REPEATED = "a short piece said again and again"
    SEQUENCE = "neighbours in the alphabet or on the keyboard"
    PERSONAL = "holds a word by which its owner is known"


def find_weakness(password: str, words: Iterable[str] = ()) -> Weakness | None:
    """Return why *password* is refused, or None; *words* are the owner's names and those of the site."""
    if len(unicodedata.normalize("NFC", password)) < SHORTEST:
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
    return len(set(plain)) < FEWEST_DIFFERENT or plain in (plain + plain)[1:-1]


def is_sequence(plain: str) -> bool:
    """Return whether all of *plain* lies on one way over the keys."""
    return any(plain in way or plain[::-1] in way for way in KEYS)


def is_common(plain: str) -> bool:
    """Return whether the list holds *plain*, or what is left without digits around it and without leet spelling."""
    core = TAIL.sub("", plain)
    forms = {plain, core, TAIL.sub("", plain.translate(LEET)), core.translate(LEET)}
    return not forms.isdisjoint(common_passwords())


def is_personal(plain: str, words: Iterable[str]) -> bool:
    """Return whether *plain* holds one of *words*, written together or apart."""
    packed = "".join(plain.split())
    wanted = ("".join(word.casefold().split()) for word in words)
    return any(len(word) >= SHORTEST_WORD and word in packed for word in wanted)


@cache
def common_passwords() -> frozenset[str]:
    """Return the shipped list: one a line, small letters, sorted."""
    return frozenset(LIST.read_text("utf-8").split("\n")) - {""}


def words_of(address: str, name: str, site_name: str) -> tuple[str, ...]:
    """Return the words by which a person is known: local part and its pieces, names, and the site's name."""
    local = address.partition("@")[0]
    return (local, *re.split(r"[.+_-]", local), *name.split(), site_name)
