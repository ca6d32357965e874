"""The worker's part: a picture gets its WebP and AVIF files after the upload has been answered."""

from io import BytesIO

import structlog
from PIL import Image
from sqlalchemy import or_, select, update

from blog.database import AnySession
from blog.models import Picture, PictureState
from blog.pictures.files.article_bodies import refresh_bodies
from blog.pictures.files.encoding import GENERATION, choose_widths, encode, shrink
from blog.pictures.files.storage import Storage

FORMATS = ("avif", "webp", "jpg")
"""Best first: a browser takes the first that it knows."""
IS_NEW = Picture.state == PictureState.BASIC
IS_OLD = Picture.generation < GENERATION
"""Made for another choice of widths, and not looked at since."""

log = structlog.get_logger()


def complete_next(session: AnySession, storage: Storage) -> bool:
    """Make one missing file of the next picture that is not complete; return whether there was one.

    One file a call, since mail waits for the same worker and one AVIF takes up
    to a second. What stands is never made again, so a killed worker goes on
    where it ended; two workers at most make the same file twice, and each
    write replaces it whole. When nothing is missing the row says so, and only
    then do pages and stored bodies name what is new.

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
        put_aside(session, picture)
        return True
    if is_complete:
        finish(session, picture)
    return True


def find_next(session: AnySession) -> Picture | None:
    """Return the oldest new picture, or else the oldest of an older generation, as a copy that no session watches."""
    columns = (Picture.id, Picture.key, Picture.state, Picture.width, Picture.height, Picture.widths)
    new = select(*columns).where(IS_NEW).order_by(Picture.id)
    old = select(*columns).where(IS_OLD).order_by(Picture.generation, Picture.id)
    for waiting in (new, old):
        if row := session.execute(waiting.limit(1)).mappings().first():
            return Picture(**row)
    return None


def make_missing_file(storage: Storage, picture: Picture) -> bool:
    """Make the first file that *picture* lacks; return False if it lacks none."""
    for width in wanted_widths(picture):
        for suffix in FORMATS:
            name = picture.path(width, suffix)
            if not storage.exists(name):
                source = storage.read(picture.path(picture.width, "jpg"))
                image = Image.open(BytesIO(source), formats=("JPEG",))
                storage.put(name, encode(shrink(image, width, picture.height_at(width)), suffix))
                return True
    return False


def wanted_widths(picture: Picture) -> list[int]:
    """Return the widths of today, and those that stored bodies and kept pages still name, ascending."""
    return sorted({*choose_widths(picture.width), *picture.widths})


def finish(session: AnySession, picture: Picture) -> None:
    """Let pages, and the bodies that show it, name all files of *picture*; a body that cannot be made keeps its own."""
    values = {"state": PictureState.COMPLETE, "widths": wanted_widths(picture), "formats": list(FORMATS)}
    settle(session, picture, **values)
    try:
        refresh_bodies(session, picture.id)
        session.commit()
    except Exception:
        log.exception("bodies_not_refreshed", picture=picture.id)
        session.rollback()


def put_aside(session: AnySession, picture: Picture) -> None:
    """Let *picture* be as it is from now on: what readers get of it stands."""
    if picture.state is PictureState.COMPLETE:
        settle(session, picture)
    else:
        settle(session, picture, state=PictureState.FAILED, formats=["jpg"])


def settle(session: AnySession, picture: Picture, **values: object) -> None:
    """Write what has become of *picture*, unless another worker did, and commit."""
    waiting = update(Picture).where(Picture.id == picture.id, or_(IS_NEW, IS_OLD))
    session.execute(waiting.values(generation=GENERATION, **values))
    session.commit()
