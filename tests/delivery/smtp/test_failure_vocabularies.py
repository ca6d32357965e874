"""The words of other languages: every language has all kinds of them."""

import pytest

from blog.delivery.smtp.failure_vocabularies import VOCABULARIES


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_language_has_all_its_words(name: str) -> None:
    assert all(VOCABULARIES[name])
    assert all("" not in [word.strip() for word in words.split(",")] for words in VOCABULARIES[name])
