"""TF-IDF keywords of an article, weighted by position: headline, standfirst, body."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log

from blog.database import AnySession
from blog.database.search.index import count_hits
from blog.database.search.query import SearchQuery
from blog.database.search.shared_terms import count_each_query, word_query
from blog.database.search.tokenizer import is_unspaced, tokens

MAX_CHARACTERS = 30_000
"""Characters of a text that are read."""
MAX_WORDS = 5_000
MAX_LOOKUPS = 120
"""Distinct words that are looked up in the index."""
MAX_KEYWORDS = 12
MIN_WORD_LENGTH, MAX_WORD_LENGTH = 3, 40
"""Letters of a keyword."""
MAX_ARTICLES = 2_000
"""Articles are counted up to this number, which bounds the inverse document frequency."""
COMMON_WORD = 500
"""A word in so many articles is no keyword; on a small site, one in a quarter of the articles."""


@dataclass(frozen=True)
class TextParts:
    """The parts of an article's text, most prominent first: headline, standfirst, body."""

    parts: Sequence[str]
    is_indexed: bool = True
    """Whether the search index holds this text, which then counts as one of the articles with its words."""


def idf(count: int, total: int) -> float:
    """Return the inverse document frequency of what *count* of *total* articles have."""
    return log((total + 1) / count)


def count_articles(session: AnySession) -> int:
    """Return the number of indexed articles, at most MAX_ARTICLES."""
    return count_hits(session, SearchQuery(), MAX_ARTICLES)


def extract_keywords(session: AnySession, text: TextParts, total: int) -> dict[str, float]:
    """Return the MAX_KEYWORDS best keywords of *text* among *total* articles, with their weights."""
    prominence = weigh_positions(text)
    looked_up = sorted(prominence, key=lambda word: (-prominence[word], -len(word), word))[:MAX_LOOKUPS]
    counts = count_each_query(session, [word_query(word) for word in looked_up], COMMON_WORD)
    others, max_count = int(text.is_indexed), min(COMMON_WORD - 1, max(3, total // 4))
    weights = {
        word: idf(count, total) * prominence[word]
        for word, count in zip(looked_up, counts, strict=True)
        if others < count <= max_count
    }
    best = sorted(weights, key=lambda word: (-weights[word], word))[:MAX_KEYWORDS]
    return {word: weights[word] for word in best}


def weigh_positions(text: TextParts) -> dict[str, float]:
    """Return the folded words of *text*, weighted by their most prominent part and logarithmic frequency."""
    rank, times = dict[str, int](), Counter[str]()
    for place, part in enumerate(text.parts):
        words = list(tokenize(part))
        times.update(words)
        for word in words:
            rank.setdefault(word, place)
    return {word: (1 + 0.5 * (len(text.parts) - 1 - rank[word])) * (1 + log(count)) for word, count in times.items()}


def tokenize(text: str) -> Iterable[str]:
    """Yield the first words of *text* that can be keywords, folded as the index folds them."""
    words = islice(tokens(text[:MAX_CHARACTERS]), MAX_WORDS)
    return (word for word in words if is_keyword(word))


def is_keyword(word: str) -> bool:
    """Return whether the folded *word* is long enough for a keyword, and no number."""
    is_pair = len(word) > 1 and is_unspaced(word)
    return (is_pair or MIN_WORD_LENGTH <= len(word) <= MAX_WORD_LENGTH) and not word.isdigit()
