"""A feed that is fetched by its address, through the guard against private networks."""

from pathlib import Path

from flask_babel import gettext as _

from blog.operations.moving_in.imported_items import ExportRefused
from blog.web.access.outgoing.guarded_fetch import NotFetched, Wanted, fetch_page
from blog.web.access.outgoing.outside_network import Network

TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "application/xml",
     "text/xml", "application/rdf+xml", "text/plain", "application/octet-stream"}
)  # fmt: skip
FEED_NAMES = ("feed.xml", "feed.json")
"""How the file of a feed is called."""
MAX_BYTES = 64 * 2**20


class FeedNetwork(Network):
    """The world outside; a long feed may take longer than a page."""

    max_seconds = 60.0


def fetch_export(address: str, folder: Path, network: Network | None = None) -> Path:
    """Write the feed at *address* into *folder* and return the path of the file.

    Raises:
        ExportRefused: it cannot be fetched, or stands in a private network.
    """
    wanted = Wanted(TYPES, MAX_BYTES, "import of a feed", is_whole=True)
    try:
        page = fetch_page(address, network or FeedNetwork(), wanted)
    except NotFetched as error:
        raise ExportRefused(_("The feed could not be fetched: %(reason)s.", reason=error.reason.value)) from None
    path = Path(folder, FEED_NAMES[page.body.lstrip()[:1] == b"{"])
    path.write_bytes(page.body)
    return path
