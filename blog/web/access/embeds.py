"""Which pages may load a player of another site, once their reader has pressed its button."""

from blog.config.settings import current_settings
from blog.text.markdown.videos import Players, find_players
from blog.web.access.security_headers import CONTENT_SECURITY_POLICY


def players_of(html: str) -> Players:
    """Return the hosts whose players the body *html* may load: YouTube, Vimeo and those that the operator names."""
    return find_players(html, [name.strip().lower() for name in current_settings().video_hosts.split(",")])


def allow_players(html: str) -> dict[str, str]:
    """Return the header of a page that shows the body *html*: the usual policy, and only those hosts."""
    players = players_of(html)
    sources = {"frame-src": players.frames, "media-src": players.files}
    more = [f"{name} {' '.join(f'https://{host}' for host in hosts)}" for name, hosts in sources.items() if hosts]
    return {"Content-Security-Policy": "; ".join([CONTENT_SECURITY_POLICY, *more])} if more else {}
