"""Posts: Mastodon, Bluesky, X, Instagram and TikTok."""

import re
from urllib.parse import SplitResult

MASTODON = re.compile(r"/@[\w.-]{1,60}(?:@[a-z0-9.-]{1,100})?/([0-9]{10,24})/?", re.ASCII)
BLUESKY = re.compile(r"/profile/(did:[a-z]+:[a-z0-9.:-]{1,120}|[a-z0-9.-]{3,253})/post/([a-z0-9]{8,20})/?")
X_HOSTS = {"x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"}
X_PATH = re.compile(r"/(?:\w{1,20}|i/web)/status(?:es)?/([0-9]{5,24})/?(?:(?:photo|video)/[0-9]/?)?", re.ASCII)
INSTAGRAM = re.compile(r"/(?:[\w.]{1,40}/)?(p|reel|tv)/([\w-]{5,40})/?", re.ASCII)
TIKTOK = re.compile(r"/@[\w.-]{1,40}/(?:video|photo)/([0-9]{10,24})/?", re.ASCII)


def find_post(host: str, parts: SplitResult) -> str:
    """Return the address of the frame of the post at *parts*; "" where there is none.

    A post on Mastodon is known by its path; whether its host may be loaded is
    for the operator to say.
    """
    path, name = parts.path, host.removeprefix("www.")
    if name == "bsky.app":
        return framed(BLUESKY, path, "https://embed.bsky.app/embed/{0}/app.bsky.feed.post/{1}")
    if host in X_HOSTS:
        return framed(X_PATH, path, "https://platform.twitter.com/embed/Tweet.html?id={0}&dnt=true")
    if name == "instagram.com":
        return framed(INSTAGRAM, path, "https://www.instagram.com/{0}/{1}/embed/")
    if name == "tiktok.com":
        return framed(TIKTOK, path, "https://www.tiktok.com/player/v1/{0}")
    return f"https://{host}{path.rstrip('/')}/embed" if MASTODON.fullmatch(path) else ""


def framed(pattern: re.Pattern[str], path: str, frame: str) -> str:
    """Return *frame* with what *pattern* finds in *path*; "" where it does not fit."""
    found = pattern.fullmatch(path)
    return frame.format(*found.groups()) if found else ""
