"""Which words of a text say most about it: those that few other articles have, and those it says first or often."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log

from blog.articles.search.excerpts import WORD
from blog.database import AnySession
from blog.database.search.accent_folding import fold
from blog.database.search.index import count_hits
from blog.database.search.query import Wanted
from blog.database.search.shared_terms import count_each, want_word

MOST_READ = 30_000
"""Characters of a text that are looked at."""
MOST_WORDS = 5_000
MOST_LOOKED_UP = 120
"""Different words that are looked up in the index."""
MOST_CHOSEN = 12
SHORTEST, LONGEST = 3, 40
"""Letters of a word that may say something."""
MOST_ARTICLES = 2_000
"""Articles up to which a site is counted; in a larger one no word is rarer."""
COMMON = 500
"""A word in so many articles says nothing, nor one in a quarter of a small site."""


@dataclass(frozen=True)
class Text:
    """What an article says, from the most to the least prominent part: headline, standfirst, body."""

    parts: Sequence[str]
    is_indexed: bool = True
    """Whether the text is among those that are searched, and so counts as one of them."""


def weigh(count: int, of: int) -> float:
    """Return how much it says of two among *of* articles that they share what *count* have."""
    return log((of + 1) / count)


def count_articles(session: AnySession) -> int:
    """Return how many articles are searched, MOST_ARTICLES at most."""
    return count_hits(session, Wanted(), MOST_ARTICLES)


def weigh_words(session: AnySession, text: Text, of: int) -> dict[str, float]:
    """Return the words that say most about *text* among *of* articles, each with how much it says."""
    prominence = rate(text)
    looked_up = sorted(prominence, key=lambda word: (-prominence[word], -len(word), word))[:MOST_LOOKED_UP]
    counts = count_each(session, [want_word(word) for word in looked_up], COMMON)
    others, most = int(text.is_indexed), min(COMMON - 1, max(3, of // 4))
    weights = {
        word: weigh(count, of) * prominence[word]
        for word, count in zip(looked_up, counts, strict=True)
        if others < count <= most
    }
    best = sorted(weights, key=lambda word: (-weights[word], word))[:MOST_CHOSEN]
    return {word: weights[word] for word in best}


def rate(text: Text) -> dict[str, float]:
    """Return the words of *text*, folded, with their prominence: where each stands first, and how often in all."""
    rank, times = dict[str, int](), Counter[str]()
    for place, part in enumerate(text.parts):
        words = list(read_words(part))
        times.update(words)
        for word in words:
            rank.setdefault(word, place)
    return {word: (1 + 0.5 * (len(text.parts) - 1 - rank[word])) * (1 + log(count)) for word, count in times.items()}


def read_words(text: str) -> Iterable[str]:
    """Yield the first words of *text* that may say something, folded as the index folds them."""
    words = (match[0] for match in islice(WORD.finditer(text[:MOST_READ]), MOST_WORDS))
    return (fold(word) for word in words if SHORTEST <= len(word) <= LONGEST and not word.isdigit())
