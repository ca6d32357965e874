"""Players of known services: what a card shows in a frame, or plays as a file, once its reader agrees."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import SplitResult

from blog.text.markdown.components.cards.maps import find_chart, find_map
from blog.text.markdown.components.cards.posts import find_post
from blog.text.markdown.components.cards.sounds import find_sound
from blog.text.markdown.components.cards.videos import find_video, is_file

PLAYER = re.compile(r"https://[a-z0-9.-]{1,253}/[A-Za-z0-9._~%+,=:@/?&-]{0,600}")
"""What an address of a player looks like, as it may stand in the HTML of an article."""
PLAYER_OF_CARD = re.compile(r'<figure [^>]*?data-player="https://([a-z0-9.-]+)(/[^"]*)"')
NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
ALWAYS = frozenset(
    {
        "www.youtube-nocookie.com", "player.vimeo.com", "www.tiktok.com", "embed.bsky.app", "platform.twitter.com",
        "www.instagram.com", "open.spotify.com", "w.soundcloud.com", "www.openstreetmap.org", "datawrapper.dwcdn.net",
    }
)  # fmt: skip
"""Hosts of players that every site may show; others are named by the setting VIDEO_HOSTS."""
FINDERS = (("post", find_post), ("sound", find_sound), ("map", find_map), ("chart", find_chart), ("video", find_video))
"""The kinds; a video comes last, since a film is known by the end of its path at any host."""


class Player(NamedTuple):
    """What can be shown on the page: its kind, and its address."""

    kind: str
    address: str


class PlayerHosts(NamedTuple):
    """The hosts whose players a page may load: in a frame, or as a file."""

    frames: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def find_player(host: str, parts: SplitResult) -> Player | None:
    """Return the player of the address *parts* at *host* in small letters; None where no service is known."""
    found = ((kind, find(host, parts)) for kind, find in FINDERS)
    return next((Player(kind, address) for kind, address in found if address), None)


def find_player_hosts(html: str, more: Iterable[str] = ()) -> PlayerHosts:
    """Return the hosts whose players the safe *html* of an article may load when its reader agrees.

    Args:
        html: a stored body.
        more: hosts that the operator trusts besides those of the known services.
    """
    if "data-player=" not in html:
        return PlayerHosts()
    known = ALWAYS | {host for host in more if NAME.fullmatch(host)}
    found = {(host, is_file(path)) for host, path in PLAYER_OF_CARD.findall(html) if host in known}
    return PlayerHosts(*(tuple(sorted(host for host, kind in found if kind is required)) for required in (False, True)))
