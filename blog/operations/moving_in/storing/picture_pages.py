"""Pages of the old site that showed a picture alone, and that lead to the picture here."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from blog.database import AnySession
from blog.models import OriginKind
from blog.operations.moving_in.files.media_index import picture_key
from blog.operations.moving_in.imported_items import PictureItem
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.operations.moving_in.storing.origins import find_origin

AT_ONCE = 200


def lead_to_pictures(
    session: AnySession, source: str, pictures: Iterable[PictureItem], now: datetime
) -> Iterator[None]:
    """Let the pages of *pictures* lead to those that came, and yield after some of them for the caller to commit."""
    with_pages = (picture for picture in pictures if picture.paths)
    for number, picture in enumerate(with_pages, 1):
        origin = find_origin(session, source, OriginKind.PICTURE, picture_key(picture.address))
        if origin is not None and origin.picture_id is not None:
            add_former_paths(session, picture.paths, now, picture_id=origin.picture_id)
        if number % AT_ONCE == 0:
            yield None
            session.expunge_all()
    yield None
