"""What somebody may have had in mind who came to an address where nothing is: its words, and the articles with them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from blog.articles.pages.article_queries import find_newest
from blog.articles.pages.list_items import Story, find_stories
from blog.articles.search.excerpts import WORD
from blog.articles.search.tf_idf import LONGEST, Text, count_articles, weigh_words
from blog.database import AnySession
from blog.database.search.shared_terms import find_shares, want_word

SHOWN = 3
MOST_WORDS = 8
MOST_SHARING = 50
MOST_READ = 500
"""Characters of an address that are looked at."""
ENOUGH = 0.5
"""How much of what the words say a match must share."""
SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})$")
PAGE_SUFFIXES = frozenset({"asp", "aspx", "htm", "html", "php", "xhtml"})
NO_PAGES = frozenset({"api", "cards", "cgi-bin", "desk", "dev", "media", "static", "wp-admin", "wp-content", "wp-json"})
"""First parts of addresses under which people look for no article."""


@dataclass(frozen=True)
class Guess:
    """What to offer: the articles that may have been meant, and the newest."""

    matches: Sequence[Story]
    newest: Sequence[Story]


def is_page(path: str) -> bool:
    """Return whether *path* looks like the address of a page, and not of a file or an interface."""
    parts = path.strip("/").split("/")
    suffix = SUFFIX.search(parts[-1])
    is_file = suffix is not None and suffix[1].lower() not in PAGE_SUFFIXES
    return not is_file and parts[0].lower() not in NO_PAGES and not any(part.startswith(".") for part in parts)


def read_address(path: str) -> list[str]:
    """Return the words of the last part of *path* that has some, MOST_WORDS at most, without mere numbers."""
    for part in reversed(path[-MOST_READ:].split("/")):
        found = [word for word in WORD.findall(SUFFIX.sub("", part)) if not word.isdigit() and len(word) <= LONGEST]
        if found:
            return found[:MOST_WORDS]
    return []


def guess(session: AnySession, words: Sequence[str]) -> Guess:
    """Return what to offer to whoever asked for an address with *words*."""
    return Guess(find_stories(session, find_matches(session, words)), find_newest(session, SHOWN))


def find_matches(session: AnySession, words: Sequence[str]) -> list[int]:
    """Return the ids of the articles that share most with *words*, the best first; [] where none shares enough."""
    weights = list(weigh_words(session, Text([" ".join(words)], is_indexed=False), count_articles(session)).items())
    said = defaultdict[int, float](float)
    for share in find_shares(session, [want_word(word) for word, _ in weights], MOST_SHARING):
        said[share.hit.article_id] += weights[share.place][1] * (1 if not share.is_head else 0.5)
    enough = ENOUGH * sum(weight for _, weight in weights)
    best = sorted((other for other in said if said[other] >= enough), key=lambda other: (-said[other], -other))
    return best[:SHOWN]
