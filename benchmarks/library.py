"""A library to measure search with: articles of 300 words in several languages, common and rare ones as in each."""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import update

from benchmarks.crowd import indexed_afterwards, refresh_statistics
from benchmarks.stage import NOW
from blog.database import db
from blog.database.search.index_entries import IndexedText, write_entries
from blog.models import Article, ArticleState, Person, Role, Topic, article_topics

WORDS, OWN_WORDS = 30_000, 400
"""Different words of the language, and of them the ones that each topic is fond of."""
LENGTH = 300
TOPICS, AUTHORS = 24, 40
STARTS = re.findall("[a-z]+", "b br c cl d dr f g gr h k l m n p pr r s st t tr v")
VOWELS = ("a", "e", "i", "o", "u", "ea", "ou", "é", "ü")
ENDS = ("", "", "n", "r", "s", "l", "nd", "rt", "ck")
FORMS = ("", "", "", "", "s", "ed", "ing", "er")
"""Endings of a word in a text."""
SHARES = {"en": 55, "de": 10, "fr": 10, "uk": 10, "ar": 5, "zh": 10}
"""Articles in a hundred of each language: the words are the same, in the letters of each."""
LATIN = "abcdefghiklmnoprstuvéü"
LETTERS = {
    "uk": str.maketrans(LATIN, "абцдефггіклмнопрстувєю"),
    "ar": str.maketrans(LATIN, "ابتثجحخدذرزسشصضطظعغفقك"),
}
HAN = [chr(0x4E00 + number) for number in range(3000)]


class Language:
    """Words from the most common to the rarest, by Zipf's law, the same at each run."""

    def __init__(self) -> None:
        self.chance = random.Random(7)
        self.words = self.make_words()
        self.weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self.fond = [self.chance.sample(self.words[200:12_000], OWN_WORDS) for _ in range(TOPICS)]
        self.fondness = list(accumulate(1 / rank for rank in range(1, OWN_WORDS + 1)))

    def make_words(self) -> list[str]:
        """Return all words; like those of a language the common ones are short, and many begin alike."""
        words: dict[str, None] = {}
        while len(words) < WORDS:
            syllables = 1 + (len(words) > 150) + (len(words) > 5_000) + (self.chance.random() < 0.2)
            words["".join(map(self.syllable, range(syllables)))] = None
        return list(words)

    def syllable(self, _place: int) -> str:
        """Return one syllable."""
        return "".join(map(self.chance.choice, (STARTS, VOWELS, ENDS)))

    def write(self, count: int, topic: int, tag: str) -> str:
        """Return *count* words of an article on *topic* in the language of *tag*."""
        if tag == "zh":
            runs = (self.chance.choices(HAN, cum_weights=self.weights[:3000], k=10) for _ in range(max(count // 6, 1)))
            return "，".join(map("".join, runs))
        words = (word + self.chance.choice(FORMS) for word in self.choose(count, topic))
        return " ".join(words).translate(LETTERS.get(tag, {}))

    def choose(self, count: int, topic: int) -> list[str]:
        """Return *count* words: a sixth of them are words that the topic is fond of."""
        common = self.chance.choices(self.words, cum_weights=self.weights, k=count - count // 6)
        own = self.chance.choices(self.fond[topic], cum_weights=self.fondness, k=count // 6)
        written = [*common, *own]
        self.chance.shuffle(written)
        return written


def fill_library(articles: int) -> Language:
    """Publish *articles*, forty minutes apart, of forty authors and under one to three topics each."""
    language = Language()
    people = [make_author(number) for number in range(AUTHORS)]
    topics = [Topic(name=f"Topic {number}", slug=f"topic-{number}", description="") for number in range(TOPICS)]
    db.session.add_all([*people, *topics])
    db.session.commit()
    authors, filed = [person.id for person in people], [topic.id for topic in topics]
    with indexed_afterwards():
        for start in range(1, articles + 1, 5000):
            numbers = range(start, min(start + 5000, articles + 1))
            publish(numbers, list(make_rows(language, numbers, authors)), filed)
    refresh_statistics()
    return language


def publish(numbers: range, rows: list[tuple[dict[str, Any], set[int], str]], filed: list[int]) -> None:
    """Publish *rows*, the articles of *numbers*, under the topics whose ids *filed* holds."""
    db.session.execute(Article.__table__.insert(), [row for row, _, _ in rows])
    write_entries(db.session, (IndexedText(row["id"], row, tag) for row, _, tag in rows))
    links = [{"article_id": row["id"], "topic_id": filed[place]} for row, places, _ in rows for place in places]
    db.session.execute(article_topics.insert(), links)
    published = {"state": ArticleState.PUBLISHED}
    db.session.execute(update(Article).where(Article.id.in_(numbers)).values(published))
    db.session.commit()


def make_author(number: int) -> Person:
    """Return one author."""
    address = f"author{number}@example.org"
    who = {"name": f"Author {number}", "slug": f"author-{number}", "role": Role.AUTHOR, "created_at": NOW}
    return Person(address=address, address_key=address, **who)


def make_rows(language: Language, numbers: range, authors: list[int]) -> Iterator[tuple[dict[str, Any], set[int], str]]:
    """Yield each article as a row, with the places of its topics and the tag of its language."""
    chance = language.chance
    for number in numbers:
        topic = min(int(chance.expovariate(0.2)), TOPICS - 1)
        (tag,) = chance.choices(list(SHARES), list(SHARES.values()))
        body = language.write(LENGTH, topic, tag)
        moment = NOW - timedelta(minutes=40 * (100_000 - number))
        row = {
            "id": number, "slug": f"story-{number}", "headline": language.write(7, topic, tag).capitalize(),
            "standfirst": language.write(18, topic, tag), "body_markdown": body, "body_html": f"<p>{body}</p>",
            "body_text": body, "word_count": LENGTH, "state": ArticleState.DRAFT,
            "author_id": authors[number % AUTHORS], "created_at": moment, "updated_at": moment,
            "published_at": moment, "lead_alt": "", "lead_caption": "", "lead_credit": "",
            "is_alert_wanted": True, "alert_level": "normal", "language": tag,
        }  # fmt: skip
        yield row, {topic, *(chance.randrange(TOPICS) for _ in range(chance.randrange(3)))}, tag
