"""Articles of which more match than are counted."""

from weakref import WeakKeyDictionary

import pytest
from flask import Flask

from blog.database.search import common_words, index
from tests.factories import make_article, make_person


@pytest.fixture
def many(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let thirty articles be more than are counted, and so many more than are ranked."""
    monkeypatch.setattr(common_words, "_cache", WeakKeyDictionary())
    monkeypatch.setattr(index, "MAX_COUNTED", 12)
    monkeypatch.setattr(index, "MAX_RANKED", 5)
    author = make_person()
    for number in range(30):
        birds = "The heron stood there." if number % 5 else "Herons stood there."
        place = "By the weir." if number % 3 else "An otter."
        headline = ["Weir", "A heron", "Heron and weir", "Nothing"][number % 4]
        make_article(f"{headline} {number}", number, text=f"{birds} {place}", standfirst="", author=author)
