"""Addresses of videos and their players, and which players a page may load."""

import pytest

from blog.text.markdown import render
from blog.text.markdown.videos import PlayerHosts, find_player_hosts, find_video

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
    video = find_video(address)

    assert video is not None
    assert video.player == player


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
    assert find_video(address) is None
    assert "<figure" not in render(address).html


def test_only_known_hosts_may_be_loaded() -> None:
    html = render(f"https://youtu.be/dQw4w9WgxcQ\n\n{PEERTUBE}\n\nhttps://files.example.org/a.mp4").html

    assert find_player_hosts(html) == PlayerHosts(("www.youtube-nocookie.com",))
    known = find_player_hosts(html, ["tube.example.org", "files.example.org", "*", "x; script-src *", ""])
    assert known == PlayerHosts(("tube.example.org", "www.youtube-nocookie.com"), ("files.example.org",))


def test_words_that_look_like_a_card_load_nothing() -> None:
    html = render(
        '<figure data-player="https://www.youtube-nocookie.com/embed/x"> `data-player="https://vimeo.com/1"`'
    ).html

    assert find_player_hosts(html, ["vimeo.com"]) == PlayerHosts()
