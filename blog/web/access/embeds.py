"""Content-Security-Policy of pages with players of other sites."""

from blog.config.settings import current_settings
from blog.text.markdown.components.cards.players import PlayerHosts, find_player_hosts
from blog.web.access.security_headers import CONTENT_SECURITY_POLICY, OWN_MEDIA


def players_of(html: str) -> PlayerHosts:
    """Return the hosts of the players in the body *html*: those of known services and of BLOG_VIDEO_HOSTS."""
    return find_player_hosts(html, [name.strip().lower() for name in current_settings().video_hosts.split(",")])


def allow_players(html: str, own_policy: str = CONTENT_SECURITY_POLICY) -> dict[str, str]:
    """Return the header of a page with the body *html*: *own_policy* plus the hosts of its players; {} for none."""
    players = players_of(html)
    sources = {"frame-src": players.frames, "media-src": players.files}
    named = {name: " ".join(f"https://{host}" for host in hosts) for name, hosts in sources.items() if hosts}
    if not named:
        return {}
    # Of two directives of one name browsers obey the first (CSP 3, 2.2.1).
    media = f"{OWN_MEDIA} {named.pop('media-src')}" if "media-src" in named else OWN_MEDIA
    directives = [f"{name} {hosts}" for name, hosts in named.items()]
    policy = own_policy.replace(OWN_MEDIA, media)
    return {"Content-Security-Policy": "; ".join([policy, *directives])}
