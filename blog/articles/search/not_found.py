"""Suggestions for an address without a page: articles that match the words of its path."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from blog.articles.pages.article_queries import find_newest
from blog.articles.pages.list_items import ListItem, find_list_items
from blog.articles.search.tf_idf import MAX_WORD_LENGTH, TextParts, count_articles, extract_keywords
from blog.database import AnySession
from blog.database.search.shared_terms import find_shared_terms, word_query
from blog.database.search.tokenizer import WORD

MAX_SUGGESTED = 3
MAX_WORDS = 8
MAX_PER_WORD = 50
MAX_PATH_LENGTH = 500
"""Characters at the end of a path that are read."""
MIN_SHARE = 0.5
"""SharedTerm of the words' total weight that a match must reach."""
SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})$")
PAGE_SUFFIXES = frozenset({"asp", "aspx", "htm", "html", "php", "xhtml"})
NON_PAGE_PREFIXES = frozenset(
    {"api", "cards", "cgi-bin", "desk", "dev", "media", "static", "wp-admin", "wp-content", "wp-json"}
)
"""First path segments under which there are no pages for readers."""


@dataclass(frozen=True)
class ArticleSuggestions:
    """Articles that match the path, best first, and the newest ones."""

    matches: Sequence[ListItem]
    newest: Sequence[ListItem]


def is_page_path(path: str) -> bool:
    """Return whether *path* looks like a page, not like a file or an API."""
    parts = path.strip("/").split("/")
    suffix = SUFFIX.search(parts[-1])
    is_file = suffix is not None and suffix[1].lower() not in PAGE_SUFFIXES
    return not is_file and parts[0].lower() not in NON_PAGE_PREFIXES and not any(part.startswith(".") for part in parts)


def path_words(path: str) -> list[str]:
    """Return the words of the last segment of *path* that has any, at most MAX_WORDS, without numbers."""
    for part in reversed(path[-MAX_PATH_LENGTH:].split("/")):
        found = [
            word for word in WORD.findall(SUFFIX.sub("", part)) if not word.isdigit() and len(word) <= MAX_WORD_LENGTH
        ]
        if found:
            return found[:MAX_WORDS]
    return []


def suggest_articles(session: AnySession, words: Sequence[str]) -> ArticleSuggestions:
    """Return suggestions for a path with *words*."""
    return ArticleSuggestions(
        find_list_items(session, find_matches(session, words)), find_newest(session, MAX_SUGGESTED)
    )


def find_matches(session: AnySession, words: Sequence[str]) -> list[int]:
    """Return the ids of the articles that match *words*, best first; [] where none reaches MIN_SHARE."""
    weights = list(
        extract_keywords(session, TextParts([" ".join(words)], is_indexed=False), count_articles(session)).items()
    )
    scores = defaultdict[int, float](float)
    for share in find_shared_terms(session, [word_query(word) for word, _ in weights], MAX_PER_WORD):
        scores[share.hit.article_id] += weights[share.position][1] * (1 if not share.in_head else 0.5)
    threshold = MIN_SHARE * sum(weight for _, weight in weights)
    best = sorted((other for other in scores if scores[other] >= threshold), key=lambda other: (-scores[other], -other))
    return best[:MAX_SUGGESTED]
