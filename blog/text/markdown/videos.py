"""Video embeds: an address alone on its line becomes a card that loads nothing before the reader's consent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

ADDRESS = r"https?://[A-Za-z0-9.-]{1,253}(?:/[A-Za-z0-9._~%!$&*+,;=:@/?#-]{0,600})?"
LINE = re.compile(rf"<?(?P<bare>{ADDRESS})>?|\[(?P<title>[^\[\]<>\n]{{1,300}})\]\(<?(?P<named>{ADDRESS})>?\)")
PLAYER = re.compile(r"https://[a-z0-9.-]{1,253}/[A-Za-z0-9._~%+,=:@/?&-]{0,600}")
"""What an address of a player looks like, as it may stand in the HTML of an article."""
CARD = re.compile(r'<figure [^>]*?data-player="https://([a-z0-9.-]+)(/[^"]*)"')
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed)/([\w-]{11})/?", re.ASCII)
YOUTUBE_KEY = re.compile(r"[\w-]{11}", re.ASCII)
VIMEO_KEY = re.compile(r"[0-9a-f]{6,20}", re.ASCII)
VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{1,12})(?:/([0-9a-f]{6,20}))?/?", re.ASCII)
PEERTUBE_PATH = re.compile(r"/(?:w|videos/watch)/([0-9A-Za-z]{22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?")
FILE_PATH = re.compile(r"/[\w.~%+,=:@/-]*\.(?:mp4|webm)", re.ASCII | re.IGNORECASE)
START = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?", re.ASCII)
ALWAYS = frozenset({"www.youtube-nocookie.com", "player.vimeo.com"})
"""Hosts of players that every site may show; others are named by the setting VIDEO_HOSTS."""


@dataclass(frozen=True)
class Video:
    """One video: its own address, the host as readers know it, the address of its player, its title or ""."""

    address: str
    host: str
    player: str
    title: str = ""


class PlayerHosts(NamedTuple):
    """The hosts whose players a page may load: in a frame, or as a file."""

    frames: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def find_videos(paragraph: str) -> list[Video]:
    """Return the videos of a *paragraph* in Markdown in which each line is the address of one; [] of any other.

    A line is the bare address, or a link in which the words are the title.
    """
    videos = []
    for line in paragraph.split("\n"):
        match = LINE.fullmatch(line.strip())
        video = match and find_video(match["bare"] or match["named"], (match["title"] or "").strip())
        if not video:
            return []
        videos.append(video)
    return videos


def find_video(address: str, title: str = "") -> Video | None:
    """Return the video at *address*, or None where none is known to be."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if not HOST.fullmatch(host) or "@" in parts.netloc or ":" in parts.netloc:
        return None
    player = find_player(host, parts.path, parts.query)
    return Video(address, host.removeprefix("www."), player, title) if player and PLAYER.fullmatch(player) else None


def find_player(host: str, path: str, query: str) -> str:
    """Return the address of the player of what stands at *host*, *path* and *query*; "" where there is none."""
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    if host in YOUTUBE or host == "youtu.be":
        return youtube_player(path.strip("/") if host == "youtu.be" else "", path, asked)
    if host in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}:
        return vimeo_player(path, asked)
    if found := PEERTUBE_PATH.fullmatch(path):
        return f"https://{host}/videos/embed/{found[1]}"
    return f"https://{host}{path}" if FILE_PATH.fullmatch(path) else ""


def youtube_player(key: str, path: str, asked: dict[str, str]) -> str:
    """Return the player that sets no cookie before it plays; it starts where the address says."""
    found = YOUTUBE_PATH.fullmatch(path)
    key = key or (found[1] if found else asked.get("v", "") if path == "/watch" else "")
    if not YOUTUBE_KEY.fullmatch(key):
        return ""
    seconds = read_start(asked.get("t", asked.get("start", "")))
    return f"https://www.youtube-nocookie.com/embed/{key}{f'?start={seconds}' if seconds else ''}"


def vimeo_player(path: str, asked: dict[str, str]) -> str:
    """Return the player that is asked not to follow its reader; an unlisted video has a key in its address."""
    found = VIMEO_PATH.fullmatch(path)
    if not found:
        return ""
    key = found[2] or asked.get("h", "")
    return f"https://player.vimeo.com/video/{found[1]}?dnt=1{f'&h={key}' if VIMEO_KEY.fullmatch(key) else ''}"


def read_start(words: str) -> int:
    """Return the seconds that "90", "90s" or "1h2m3s" mean; 0 for anything else."""
    found = START.fullmatch(words)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def draw_video(video: Video) -> str:
    """Return the start of the card, up to the words of its link: a plain link, and the player's address beside it."""
    words = "" if video.title else "Video"
    link = f'<a class="video__link" href="{escape(video.address)}" rel="noopener external">{words}'
    return f'<figure class="video" data-player="{escape(video.player)}">{link}'


def find_player_hosts(html: str, more: Iterable[str] = ()) -> PlayerHosts:
    """Return the hosts whose players the safe *html* of an article may load when its reader agrees.

    Args:
        html: a stored body.
        more: hosts that the operator trusts besides YouTube and Vimeo.
    """
    if "data-player=" not in html:
        return PlayerHosts()
    known = ALWAYS | {host for host in more if HOST.fullmatch(host)}
    found = {(host, is_file(path)) for host, path in CARD.findall(html) if host in known}
    return PlayerHosts(*(tuple(sorted(host for host, kind in found if kind is required)) for required in (False, True)))


def is_file(path: str) -> bool:
    """Return whether the browser plays it by itself."""
    return FILE_PATH.fullmatch(path) is not None
