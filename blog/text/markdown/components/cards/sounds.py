"""Sound: Spotify and SoundCloud."""

import re
from urllib.parse import SplitResult, quote

SPOTIFY = re.compile(
    r"/(?:intl-[a-z]{2,5}/)?(?:embed/)?(track|album|artist|playlist|episode|show)/([0-9A-Za-z]{22})/?", re.ASCII
)
SOUNDCLOUD = re.compile(r"/[\w-]{1,60}/(?:sets/)?[\w-]{1,200}/?", re.ASCII)
OTHER_PAGES = re.compile(r"/(?:you|stream|search|upload|settings|discover|charts|pages|feed|messages|jobs)/")
"""Pages of SoundCloud that have the form of a recording."""


def find_sound(host: str, parts: SplitResult) -> str:
    """Return the address of the player of the recording at *parts*; "" where there is none."""
    if host == "open.spotify.com":
        found = SPOTIFY.fullmatch(parts.path)
        return f"https://open.spotify.com/embed/{found[1]}/{found[2]}" if found else ""
    is_recording = SOUNDCLOUD.fullmatch(parts.path) and not OTHER_PAGES.match(parts.path)
    if host.removeprefix("www.").removeprefix("m.") != "soundcloud.com" or not is_recording:
        return ""
    return f"https://w.soundcloud.com/player/?url={quote(f'https://soundcloud.com{parts.path}', safe='')}"
