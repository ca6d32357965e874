"""Stems of words, by which their other forms are found: tokens of the index beside the words themselves.

A stem is marked with its language, since "note" is "not" in German: a search
for it must not find the English "not". It is made of the word as it is written
and of the folded word, since readers leave accents out.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import Stemmer

from blog.database.search.accent_folding import fold
from blog.database.search.orthography.semitic_prefixes import hebrew_stems, strip_arabic_and
from blog.database.search.orthography.ukrainian_endings import ukrainian_stems
from blog.database.search.tokenizer import MAX_TOKEN, is_unspaced, written_words

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's algorithms by language."""
OWN_STEMS: dict[str, Callable[[str], Iterable[str]]] = {"uk": ukrainian_stems, "he": hebrew_stems}
"""Languages that Snowball does not know."""
SAME_STEMS = {"iw": "he", "nb": "no", "nn": "no", "bs": "sr", "hr": "sr"}
MIN_STEMMED = 3
"""Letters of a word that is stemmed; shorter ones are seldom inflected."""
FIRST_LETTER, LETTERS = ord("a"), 26
FIRST_MARK = 0xE100
"""Private-use character that begins the stems of the first of 26 x 26 languages; U+E000 begins topics and authors."""
MAX_CACHED = 30_000
"""Words whose stems are kept, some 10 MB."""
NUMBER = re.compile(r"\d")
fold_word = lru_cache(1_000)(fold)
"""Several languages in turn have the same word and stem; folding takes most of the time of stemming."""


def language_code(tag: str) -> str:
    """Return the language of a tag such as pt-BR or nb, under the code of those that share its stems; "" for none."""
    code = re.split("[-_]", tag.casefold())[0]
    code = SAME_STEMS.get(code, code)
    return code if code in ALGORITHMS or code in OWN_STEMS else ""


def text_stems(text: str, code: str) -> Iterator[str]:
    """Yield the marked stems of the words of *text* in the language of this *code*, each once; none without one."""
    if code:
        yield from dict.fromkeys(stem for word in written_words(text) for stem in word_stems(word, code))


def query_stems(text: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the marked stems of *text*, one word or one compound, in each of the languages of *codes*."""
    word = list(written_words(text))[-1:]
    return tuple(stem for code in codes for part in word for stem in word_stems(part, code))


@lru_cache(MAX_CACHED)
def word_stems(word: str, code: str) -> tuple[str, ...]:
    """Return the marked stems of *word* in the language of this *code*; none of a number or a short word."""
    if len(word) < MIN_STEMMED or NUMBER.search(word) or is_unspaced(word):
        return ()
    mark = chr(FIRST_MARK + (ord(code[0]) - FIRST_LETTER) * LETTERS + ord(code[1]) - FIRST_LETTER)
    written = unicodedata.normalize("NFC", word)
    found = (
        fold_word(each).replace(" ", "")[:MAX_TOKEN]
        for form in dict.fromkeys((written, fold_word(word)))
        for each in stems(form, code)
    )
    return tuple(dict.fromkeys(mark + each for each in found if each))


def stem_language(marked: str) -> str:
    """Return the code of the language of a *marked* stem."""
    first, second = divmod(ord(marked[0]) - FIRST_MARK, LETTERS)
    return chr(FIRST_LETTER + first) + chr(FIRST_LETTER + second)


def stems(word: str, code: str) -> Iterable[str]:
    """Return the stems of the small-lettered *word*; a stemmer is made each time, since threads must not share one."""
    if code in OWN_STEMS:
        return OWN_STEMS[code](word)
    asked = strip_arabic_and(word) if code == "ar" else word
    return (Stemmer.Stemmer(ALGORITHMS[code], 0).stemWord(asked),)
