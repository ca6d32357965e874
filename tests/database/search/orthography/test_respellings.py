"""Words with umlauts are also written with two letters."""

import pytest

from blog.database.search.orthography.respellings import respellings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Frau Müller-Öztürk aus Århus", ["Mueller", "Oeztuerk", "Aarhus"]),
        ("Straße café naïve", []),
        ("", []),
    ],
)
def test_umlauts_are_two_letters(text: str, words: list[str]) -> None:
    assert list(respellings(text)) == words
