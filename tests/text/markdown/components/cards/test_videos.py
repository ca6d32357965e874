"""Addresses of videos and their players."""

import pytest

from blog.text.markdown import render
from blog.text.markdown.components.cards.addresses import find_card

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgxcQ"
PEERTUBE = "https://tube.example.org/w/4Cqg1pBVJt4Txt1jdTyWsf"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgxcQ", YOUTUBE),
        ("https://m.youtube.com/watch?feature=share&v=dQw4w9WgxcQ&t=1m30s", f"{YOUTUBE}?start=90"),
        ("http://youtu.be/dQw4w9WgxcQ?t=1h2s", f"{YOUTUBE}?start=3602"),
        ("https://youtube.com/shorts/dQw4w9WgxcQ", YOUTUBE),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/76979871/8272103f6e", "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e"),
        (PEERTUBE, "https://tube.example.org/videos/embed/4Cqg1pBVJt4Txt1jdTyWsf"),
        ("https://files.example.org/a/well.webm", "https://files.example.org/a/well.webm"),
    ],
)
def test_the_address_of_a_video_is_known_with_its_player(address: str, player: str) -> None:
    card = find_card(address)

    assert card is not None
    assert card.player == ("video", player)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/playlist?list=dQw4w9WgxcQ",
        "https://vimeo.com/about",
        "https://user@vimeo.com/123",
        "https://vimeo.com:8443/123",
        "https://localhost/a.mp4",
        "https://192.0.2.1/a.mp4",
        "https://example.org/article",
        "https://example.org/a.mp4.html",
    ],
)
def test_any_other_address_is_no_video(address: str) -> None:
    card = find_card(address)

    assert card is None or card.player is None
    assert "<figure" not in render(address).html
