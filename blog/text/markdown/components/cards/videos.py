"""Videos: YouTube, Vimeo, PeerTube, and files that a browser plays by itself."""

import re
from urllib.parse import SplitResult, parse_qs

YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed)/([\w-]{11})/?", re.ASCII)
YOUTUBE_KEY = re.compile(r"[\w-]{11}", re.ASCII)
VIMEO_KEY = re.compile(r"[0-9a-f]{6,20}", re.ASCII)
VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{1,12})(?:/([0-9a-f]{6,20}))?/?", re.ASCII)
PEERTUBE_PATH = re.compile(r"/(?:w|videos/watch)/([0-9A-Za-z]{22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?")
FILE_PATH = re.compile(r"/[\w.~%+,=:@/-]*\.(?:mp4|webm)", re.ASCII | re.IGNORECASE)
START = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?", re.ASCII)


def find_video(host: str, parts: SplitResult) -> str:
    """Return the address of the player of the video at *parts*; "" where there is none."""
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if host in YOUTUBE or host == "youtu.be":
        return youtube_player(parts.path.strip("/") if host == "youtu.be" else "", parts.path, asked)
    if host in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}:
        return vimeo_player(parts.path, asked)
    if found := PEERTUBE_PATH.fullmatch(parts.path):
        return f"https://{host}/videos/embed/{found[1]}"
    return f"https://{host}{parts.path}" if is_file(parts.path) else ""


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


def is_file(path: str) -> bool:
    """Return whether the browser plays it by itself."""
    return FILE_PATH.fullmatch(path) is not None
