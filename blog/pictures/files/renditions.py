"""Background encoding: the worker makes the WebP and AVIF files of a picture after its upload was answered."""

from collections.abc import Collection
from io import BytesIO

import structlog
from PIL import Image
from sqlalchemy import or_, select, update

from blog.database import AnySession
from blog.database.faults.repeated_log import repeated_log
from blog.models import Picture, PictureState
from blog.pictures.files.article_bodies import rerender_bodies
from blog.pictures.files.rendition_retries import RenditionRetries
from blog.pictures.files.storage import FileMissing, Storage, StorageFailed
from blog.pictures.imaging.encoding import GENERATION, choose_widths, encode, shrink_to

FORMATS = ("avif", "webp", "jpg")
"""Best first: a browser takes the first that it knows."""
TEXT_BLOCKS = ("xmp", "exif")
"""What our JPEG holds beside pixels: caption, credit and copyright of the photo, if it came with any."""
IS_NEW = Picture.state == PictureState.BASIC
IS_OLD = Picture.generation < GENERATION
"""Made for another choice of widths, and not looked at since."""

log = structlog.get_logger()


def complete_next_picture(session: AnySession, storage: Storage, retries: RenditionRetries) -> bool:
    """Make one missing file of the next picture that is not complete; return whether there was one.

    One file a call, since mail waits for the same worker and one AVIF takes up
    to a second. What stands is never made again, so a killed worker goes on
    where it ended; two workers at most make the same file twice, and each
    write replaces it whole. When nothing is missing the row says so, and only
    then do pages and stored bodies name what is new.

    A picture whose files cannot be read or written now (no room, no rights, a
    folder that is not mounted, no memory) waits in *retries*; only one that
    cannot be decoded is put aside for good.

    Commits before and after the encoding: an open transaction would keep every
    other writer of a SQLite database waiting.
    """
    picture = None if retries.is_full else find_next(session, retries.paused())
    session.commit()
    if picture is None:
        return False
    try:
        is_complete = not make_missing_file(storage, picture)
    except (StorageFailed, FileMissing, MemoryError) as error:
        retries.record_failure(picture.id)
        log_waiting(picture, error)
        return True
    except Exception:
        log.exception("picture_failed", picture=picture.id)
        skip_broken(session, picture)
        return True
    retries.record_success(picture.id)
    if is_complete:
        record_completion(session, picture)
    return True


def log_waiting(picture: Picture, error: Exception) -> None:
    """Log, a line a minute, that files of pictures cannot be read or written now."""
    if times := repeated_log.count(("picture waits", type(error))):
        log.warning("picture waits", picture=picture.id, reason=str(error) or type(error).__name__, times=times)


def find_next(session: AnySession, paused: Collection[int] = ()) -> Picture | None:
    """Return the oldest new picture, or else the oldest of an older generation, detached from the session.

    Those with the ids *paused* are passed over.
    """
    columns = (Picture.id, Picture.key, Picture.state, Picture.width, Picture.height, Picture.widths)
    new = select(*columns).where(IS_NEW).order_by(Picture.id)
    old = select(*columns).where(IS_OLD).order_by(Picture.generation, Picture.id)
    for waiting in (new, old):
        if row := session.execute(waiting.where(Picture.id.not_in(paused)).limit(1)).mappings().first():
            return Picture(**row)
    return None


def make_missing_file(storage: Storage, picture: Picture) -> bool:
    """Make the first file that *picture* lacks; return False if it lacks none."""
    for width in required_widths(picture):
        for suffix in FORMATS:
            name = picture.path(width, suffix)
            if not storage.exists(name):
                source = storage.read(picture.path(picture.width, "jpg"))
                image = Image.open(BytesIO(source), formats=("JPEG",))
                texts = {block: image.info[block] for block in TEXT_BLOCKS if block in image.info}
                storage.put(name, encode(shrink_to(image, width), suffix, texts))
                return True
    return False


def required_widths(picture: Picture) -> list[int]:
    """Return the widths of today, and those that stored bodies and kept pages still name, ascending."""
    return sorted({*choose_widths(picture.width), *picture.widths})


def record_completion(session: AnySession, picture: Picture) -> None:
    """Record that all files of *picture* exist and render its bodies again; a body that fails keeps its HTML."""
    values = {"state": PictureState.COMPLETE, "widths": required_widths(picture), "formats": list(FORMATS)}
    record_outcome(session, picture, **values)
    try:
        rerender_bodies(session, picture.id)
        session.commit()
    except Exception:
        log.exception("bodies_not_refreshed", picture=picture.id)
        session.rollback()


def skip_broken(session: AnySession, picture: Picture) -> None:
    """Do not try *picture* again: the files that exist stay in use."""
    if picture.state is PictureState.COMPLETE:
        record_outcome(session, picture)
    else:
        record_outcome(session, picture, state=PictureState.FAILED, formats=["jpg"])


def record_outcome(session: AnySession, picture: Picture, **values: object) -> None:
    """Record the outcome for *picture*, unless another worker did, and commit."""
    waiting = update(Picture).where(Picture.id == picture.id, or_(IS_NEW, IS_OLD))
    session.execute(waiting.values(generation=GENERATION, **values))
    session.commit()
