"""Where an address of the site that was moved here leads now."""

from blog.database import AnySession
from blog.models import FormerAddress
from blog.models.former_address import address_key, readings_of


def find_former_address(session: AnySession, path: str, query: str = "") -> str:
    """Return the path to which *path* with *query* leads; "" where it leads nowhere, or to what is not public."""
    if path == "/" and not query:
        return ""
    found = {row.key: row for row in session.scalars(FormerAddress.leading_from(path, query))}
    for reading in readings_of(path, query):
        if (row := found.get(address_key(reading))) and (target := target_of(row)):
            return target
    return ""


def target_of(row: FormerAddress) -> str:
    """Return the path that *row* names, "" if readers may not see what is there."""
    if row.article is not None:
        folder = "/" if row.article.is_page else "/articles/"
        return f"{folder}{row.article.address_slug}" if row.article.is_public else ""
    if row.picture is not None:
        return f"/media/{row.picture.path(row.picture.width, 'jpg')}"
    return row.target
