"""Pictures of a library, without files."""

import itertools
import tempfile
from io import BytesIO
from pathlib import Path

from blog.database import db
from blog.models import Picture
from blog.pictures.files.search_terms import index_picture
from blog.pictures.files.storage import Storage
from blog.pictures.files.upload import Upload, UploadLimits, save_picture
from tests.factories import NOW, save

LIMITS = UploadLimits(max_bytes=2**21, max_pixels=1_000_000, lock_folder=Path(tempfile.gettempdir()))
numbers = itertools.count(1)


def make_picture(alt: str = "", **more: object) -> Picture:
    """Make one picture that is found by its words."""
    values = {"width": 900, "height": 600, "widths": [400, 900], "formats": ["jpg"], "uploaded_at": NOW}
    texts = {"caption": "", "credit": "", "file_name": "", "is_decorative": False, "focal_x": 50, "focal_y": 50}
    picture: Picture = save(Picture(key=f"{next(numbers):032x}", alt=alt, **{**values, **texts, **more}))
    index_picture(db.session, picture)
    db.session.commit()
    return picture


def save_photo(storage: Storage, data: bytes, *, name: str = "", person_id: int | None = None) -> Picture:
    """Save one upload; it is not committed."""
    return save_picture(db.session, storage, Upload(BytesIO(data), name, person_id, NOW, "Two halves"), LIMITS)


def mark(picture: Picture, alt: str = "A boat") -> str:
    """Return the Markdown that shows *picture*."""
    return f"![{alt}](picture:{picture.key})"
