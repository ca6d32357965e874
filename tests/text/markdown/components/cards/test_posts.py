"""Posts are known by their addresses, with the frame that shows them."""

from urllib.parse import urlsplit

import pytest

from blog.text.markdown.components.cards.posts import find_post


def frame_of(address: str) -> str:
    parts = urlsplit(address)
    return find_post(parts.netloc, parts)


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("https://mastodon.social/@a_b/113000000000000001", "https://mastodon.social/@a_b/113000000000000001/embed"),
        ("https://m.example/@a@b.example/113000000000001/", "https://m.example/@a@b.example/113000000000001/embed"),
        (
            "https://bsky.app/profile/harbour.example/post/3k44dddkhc322",
            "https://embed.bsky.app/embed/harbour.example/app.bsky.feed.post/3k44dddkhc322",
        ),
        (
            "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3k44dddkhc322",
            "https://embed.bsky.app/embed/did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3k44dddkhc322",
        ),
        ("https://x.com/a_b/status/20/", ""),
        ("https://x.com/a_b/status/2012345?s=20", "https://platform.twitter.com/embed/Tweet.html?id=2012345&dnt=true"),
        (
            "https://twitter.com/a/status/2012345/photo/1",
            "https://platform.twitter.com/embed/Tweet.html?id=2012345&dnt=true",
        ),
        ("https://www.instagram.com/p/CuE2WNJs7vH/", "https://www.instagram.com/p/CuE2WNJs7vH/embed/"),
        ("https://instagram.com/some.body/reel/CuE2WNJs7vH", "https://www.instagram.com/reel/CuE2WNJs7vH/embed/"),
        (
            "https://www.tiktok.com/@scout/video/6718335390845095173",
            "https://www.tiktok.com/player/v1/6718335390845095173",
        ),
    ],
)
def test_a_post_has_its_frame(address: str, frame: str) -> None:
    assert frame_of(address) == frame


@pytest.mark.parametrize(
    "address",
    [
        "https://x.com/a_b",
        "https://bsky.app/profile/a.example",
        "https://www.instagram.com/some.body/",
        "https://www.tiktok.com/@scout",
        "https://social.example/@harbour",
        "https://example.org/status/2012345",
    ],
)
def test_a_profile_or_page_is_no_post(address: str) -> None:
    assert frame_of(address) == ""
