"""Recordings are known by their addresses, with the player that plays them."""

from urllib.parse import urlsplit

import pytest

from blog.text.markdown.components.cards.sounds import find_sound

SPOTIFY = "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk?si=x", SPOTIFY),
        ("https://open.spotify.com/intl-de/episode/4rOoJ6Egrf8K2IrywzwOMk", SPOTIFY),
        ("https://open.spotify.com/user/someone", ""),
        (
            "https://soundcloud.com/harbour/first-boat",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fharbour%2Ffirst-boat",
        ),
        (
            "https://m.soundcloud.com/harbour/sets/boats",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fharbour%2Fsets%2Fboats",
        ),
        ("https://soundcloud.com/harbour", ""),
        ("https://soundcloud.com/you/likes", ""),
        ("https://example.org/harbour/first-boat", ""),
    ],
)
def test_a_recording_has_its_player(address: str, player: str) -> None:
    parts = urlsplit(address)

    assert find_sound(parts.netloc, parts) == player
