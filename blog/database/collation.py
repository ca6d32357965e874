"""Sort keys of names: Unicode's order of all letters, tailored to a language, as bytes that both databases compare."""

from functools import cache
from typing import Any
from unicodedata import normalize

from pyuca import Collator
from sqlalchemy.engine.default import DefaultExecutionContext

from blog.database.session import content_language_tag

AFTER = "\u01c3"
"""A letter that sorts after all other Latin ones: "n" with it stands after every word with n, and before o."""
LETTERS = {
    "cs": "cč hch rř sš zž", "da": "zæøå", "eo": "cĉ gĝ hĥ jĵ sŝ uŭ", "es": "nñ", "et": "sšzž wõäöü", "fi": "zåäö",
    "hr": "cčć dđ sš zž", "hu": "oö uü", "is": "aá dð eé ií oó uú yý zþæö", "lt": "cč sš zž",
    "lv": "cč gģ kķ lļ nņ sš zž",
    "nb": "zæøå", "pl": "aą cć eę lł nń oó sś zźż", "ro": "aăâ iî sș tț", "sk": "cč hch sš zž", "sl": "cč sš zž",
    "sv": "zåäö", "tr": "cç gğ hı oö sş uü",
}  # fmt: skip
"""For each language groups of a letter and those that stand after it as letters of their own, as CLDR tailors them."""
TURKISH = str.maketrans("Iİ", "ıi")
SAME_ORDER = {"bs": "hr", "nn": "nb", "no": "nb"}


def sort_key(name: str, language: str) -> bytes:
    """Return the key by which *name* stands in lists in the language of a BCP 47 tag; equal for equal names only.

    Source: UTS #10, and the tailorings of CLDR.
    """
    code = language.replace("_", "-").partition("-")[0].lower()
    tailored = normalize("NFC", name.translate(TURKISH) if code == "tr" else name).lower()
    for written, sorted_as in tailoring(SAME_ORDER.get(code, code)).items():
        tailored = tailored.replace(written, sorted_as)
    return b"".join(weights(tailored)) + b"\0\0" + name.encode()


def weights(text: str) -> list[bytes]:
    """Return the weights of *text* on all levels."""
    return [weight.to_bytes(2, "big") for weight in collator().sort_key(text)]


@cache
def collator() -> Collator:
    """Return the collator; to read its table takes a fifth of a second, where the first name is written."""
    return Collator()


@cache
def tailoring(code: str) -> dict[str, str]:
    """Return for each letter of its own what it is sorted as."""
    found = {}
    for group in LETTERS.get(code, "").split():
        letters = [group[1:]] if group == "hch" else list(group[1:])
        found.update({letter: group[0] + AFTER * place for place, letter in enumerate(letters, 1)})
    return found


def default_sort_key(context: DefaultExecutionContext) -> bytes:
    """Return the sort key of the name that is inserted, in the language of the site's articles."""
    parameters: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return sort_key(parameters["name"], content_language_tag(context.connection))
