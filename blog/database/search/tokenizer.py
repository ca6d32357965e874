"""Tokenizer of the search: cuts text and query into the same folded words, for the indexes of both engines."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise

from blog.database.search.accent_folding import LETTER_APOSTROPHES, fold
from blog.database.search.orthography.respellings import respellings

MAX_INDEXED = 100_000
"""Characters of a text that are indexed."""
MAX_BYTES = 400_000
"""Size of a text's tokens in an index, with POSITION_BYTES for each: a tsvector of Postgres holds a megabyte."""
POSITION_BYTES = 5
MAX_TOKEN = 60
"""Characters of a token; what is longer is found by its beginning."""


MARKED = (range(0x20000), range(0xE0000, 0xE0200))
"""Where Unicode has combining marks: its first two planes, and the variation selectors. To look at all takes 0.2 s."""


def mark_ranges() -> str:
    """Return all combining marks as ranges of a character class."""
    marks = (code for code in chain(*MARKED) if unicodedata.category(chr(code))[0] == "M")
    runs = (list(run) for _, run in groupby(enumerate(marks), lambda pair: pair[1] - pair[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


MARKS = mark_ranges()
UNSPACED = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u1780-\u17b3"
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb"
    "\uf900-\ufaff\U0001b000-\U0001b167\U00020000-\U0003ffff"
)
"""Letters of Thai, Lao, Burmese, Khmer, Chinese, Japanese and Korean: a word has no space before or after it."""
UNIT = re.compile(f"[{UNSPACED}][{MARKS}\u200b]*")
RUN = re.compile(f"(?:{UNIT.pattern})+")
SPACED_LETTERS = rf"[^\W_{LETTER_APOSTROPHES}{UNSPACED}]"
INNER_MARKS = f"[{MARKS}\u00ad\u200b\u200d\u2060]"
SPACED = f"{SPACED_LETTERS}+(?:{INNER_MARKS}+{SPACED_LETTERS}*)*"
WORD = re.compile(f"{RUN.pattern}|{SPACED}")
"""A word, or a run of letters without spaces."""
NUMBER = re.compile(r"\d(?<!\d\d)\d{0,2}(?:[.,'’٬ \u00a0\u2009\u202f]\d{3})+(?!\d)")
"""Begins with the digit, and looks back from it, since a text is gone through for a digit far quicker."""
JOINERS = f"-'’‐‑&·‧־׳״\u200c{LETTER_APOSTROPHES}"
JOINER = rf"""(?:[{JOINERS}]|(?<=[^\W\d_])\.(?=[^\W\d_])|(?<=[א-ת])["“”](?=[א-ת]))"""
"""Stands within a compound: hyphens, apostrophes, "&", points between letters, quotes in abbreviations of Hebrew."""
HAS_JOINER = re.compile(rf"""[{JOINERS}."“”]\w""")
SPACED_WORD = re.compile(SPACED)
WITHIN = re.compile(rf"""[{JOINERS}."“”\u00ad\u200b\u200d\u2060]""")
COMPOUND = re.compile(f"{SPACED}(?:{JOINER}{SPACED})+")
"""Words joined into one; like a number with separators also found written as one."""
FIRST_UNSPACED = "\u0e01"


def index_text(text: str, more: Iterable[str] = ()) -> str:
    """Return the tokens of *text*, separated by spaces, and after them its compounds written as one and *more*."""
    searched = text[:MAX_INDEXED]
    return " ".join(limit_size(filter(None, (*tokens(searched), *dict.fromkeys(compounds(searched)), *more))))


def limit_size(found: Iterable[str]) -> Iterator[str]:
    """Yield the first of the tokens *found*, up to MAX_BYTES."""
    size = 0
    for token in found:
        size += len(token.encode()) + POSITION_BYTES
        if size > MAX_BYTES:
            return
        yield token


def tokens(text: str) -> Iterator[str]:
    """Yield the tokens of *text*: folded words, and of runs without spaces each unit with the next one."""
    folded = fold(text)
    if max(folded, default="") < FIRST_UNSPACED:
        yield from (word[:MAX_TOKEN] for word in folded.split())
        return
    for word in folded.split():
        if max(word) < FIRST_UNSPACED:
            yield word[:MAX_TOKEN]
        else:
            yield from split_runs(word)


def split_runs(word: str) -> Iterator[str]:
    """Yield the tokens of *word*, in which runs without spaces may stand beside others."""
    for match in WORD.finditer(word):
        yield from pairs(match[0]) if UNIT.match(match[0]) else [match[0][:MAX_TOKEN]]


def pairs(run: str) -> Iterator[str]:
    """Yield each unit of *run* with the one that follows, and the last one alone."""
    units = list(run) if run.isalnum() else UNIT.findall(run)  # Marks are neither letters nor digits.
    yield from (first + second for first, second in pairwise(units))
    yield units[-1]


def compounds(text: str) -> Iterator[str]:
    """Yield the compounds of *text*, folded and written as one, and words without umlauts; perhaps one twice."""
    yield from joined_numbers(text)
    yield from map(join_compound, joined_words(text))
    yield from respelled_words(text)


def joined_numbers(text: str) -> Iterator[str]:
    """Yield the numbers of *text* that are written with separators, without them."""
    yield from (join_compound(match[0]) for match in NUMBER.finditer(text))


def respelled_words(text: str) -> Iterable[str]:
    """Return the words of *text* that have umlauts, folded, with two letters for each."""
    return join_compounds(list(respellings(text)))


def joined_words(text: str) -> Iterator[str]:
    """Yield the words of *text* that hyphens, apostrophes and the like join."""
    for chunk in text.split() if HAS_JOINER.search(text) else ():
        if HAS_JOINER.search(chunk):
            yield from (match[0] for match in COMPOUND.finditer(chunk))


def written_words(text: str) -> Iterator[str]:
    """Yield each word of *text* in small letters, with its accents, and after them its compounds written as one."""
    small = text[:MAX_INDEXED].lower()
    yield from dict.fromkeys(map(clean_word, SPACED_WORD.findall(small)))
    yield from dict.fromkeys(WITHIN.sub("", compound) for compound in joined_words(small))


def clean_word(word: str) -> str:
    """Return *word* without soft hyphens and joiners."""
    return word if word.isalpha() else WITHIN.sub("", word)


def join_compound(compound: str) -> str:
    """Return *compound* folded and written as one."""
    return fold(compound).replace(" ", "")[:MAX_TOKEN]


def join_compounds(words: Sequence[str]) -> Iterable[str]:
    """Return *words*, each folded and written as one; all are folded at once, which is far quicker, if none splits."""
    folded = fold(" ".join(words)).split()
    return (word[:MAX_TOKEN] for word in folded) if len(folded) == len(words) else map(join_compound, words)


def query_tokens(text: str) -> list[str]:
    """Return the tokens by which *text* is found; a last unit alone is left out where a pair has it."""
    found = list(tokens(text))
    is_paired = len(found) > 1 and UNIT.fullmatch(found[-1]) and found[-2].endswith(found[-1])
    return found[:-1] if is_paired and len(UNIT.findall(found[-2])) == 2 else found


def is_unspaced(token: str) -> bool:
    """Return whether *token* is of a script without spaces."""
    return UNIT.match(token) is not None
