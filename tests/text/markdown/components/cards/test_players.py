"""Which players a page may load, and of which known services."""

import pytest

from blog.text.markdown import render
from blog.text.markdown.components.cards.addresses import find_card
from blog.text.markdown.components.cards.players import ALWAYS, PlayerHosts, find_player_hosts

PEERTUBE = "https://tube.example.org/w/4Cqg1pBVJt4Txt1jdTyWsf"


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


@pytest.mark.parametrize(
    ("address", "kind", "host"),
    [
        ("https://bsky.app/profile/a.example/post/3k44dddkhc322", "post", "embed.bsky.app"),
        ("https://open.spotify.com/track/4rOoJ6Egrf8K2IrywzwOMk", "sound", "open.spotify.com"),
        ("https://www.openstreetmap.org/#map=8/52.5/13.4", "map", "www.openstreetmap.org"),
        ("https://datawrapper.dwcdn.net/Ab3dE/3/", "chart", "datawrapper.dwcdn.net"),
        ("https://vimeo.com/76979871", "video", "player.vimeo.com"),
    ],
)
def test_a_known_service_may_be_shown_on_every_site(address: str, kind: str, host: str) -> None:
    card = find_card(address)

    assert card is not None
    assert card.kind == kind
    assert find_player_hosts(render(address).html) == PlayerHosts((host,))
    assert host in ALWAYS


def test_a_mastodon_server_is_named_by_the_operator() -> None:
    html = render("https://social.example/@harbour/113000000000000001").html

    assert find_player_hosts(html) == PlayerHosts()
    assert find_player_hosts(html, ["social.example"]) == PlayerHosts(("social.example",))
