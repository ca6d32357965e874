"""The worker's part: a picture gets its WebP and AVIF files after the upload has been answered."""

from io import BytesIO

import structlog
from PIL import Image
from sqlalchemy import select, update

from blog.database import AnySession
from blog.models import Picture, PictureState
from blog.pictures.encoding import encode, shrink
from blog.pictures.storage import Storage

FORMATS = ("avif", "webp", "jpg")
"""Best first: a browser takes the first that it knows."""

log = structlog.get_logger()


def complete_next(session: AnySession, storage: Storage) -> bool:
    """Make one missing file of the oldest picture that is not complete; return whether there was one.

    One file a call, since mail waits for the same worker and one AVIF takes up
    to a second. What stands is never made again, so a killed worker goes on
    where it ended; two workers at most make the same file twice, and each
    write replaces it whole. When nothing is missing the row says so.

    Commits before and after the encoding: a transaction held open meanwhile
    would keep every other writer of a SQLite database waiting.
    """
    picture = find_next(session)
    session.commit()
    if picture is None:
        return False
    try:
        is_complete = not make_missing_file(storage, picture)
    except Exception:
        log.exception("picture_failed", picture=picture.id)
        settle(session, picture, PictureState.FAILED, ["jpg"])
        return True
    if is_complete:
        settle(session, picture, PictureState.COMPLETE, list(FORMATS))
    return True


def find_next(session: AnySession) -> Picture | None:
    """Return the oldest picture that is not complete, as a copy that no session watches; None if all are."""
    columns = (Picture.id, Picture.key, Picture.width, Picture.height, Picture.widths)
    waiting = select(*columns).where(Picture.state == PictureState.BASIC).order_by(Picture.id)
    row = session.execute(waiting.limit(1)).mappings().first()
    return Picture(**row) if row else None


def make_missing_file(storage: Storage, picture: Picture) -> bool:
    """Make the first file that *picture* lacks; return False if it lacks none."""
    for width in picture.widths:
        for suffix in FORMATS:
            name = picture.path(width, suffix)
            if not storage.exists(name):
                source = storage.read(picture.path(picture.width, "jpg"))
                image = Image.open(BytesIO(source), formats=("JPEG",))
                storage.put(name, encode(shrink(image, width, picture.height_at(width)), suffix))
                return True
    return False


def settle(session: AnySession, picture: Picture, state: PictureState, formats: list[str]) -> None:
    """Write what has become of *picture*, unless another worker did, and commit."""
    waiting = update(Picture).where(Picture.id == picture.id, Picture.state == PictureState.BASIC)
    session.execute(waiting.values(state=state, formats=formats))
    session.commit()
