"""Pictures of a library, without files."""

import itertools

from blog.database import db
from blog.models import Picture
from blog.pictures.files.search_terms import index_picture
from tests.factories import NOW, save

numbers = itertools.count(1)


def make_picture(alt: str = "", **more: object) -> Picture:
    """Make one picture that is found by its words."""
    values = {"width": 900, "height": 600, "widths": [400, 900], "formats": ["jpg"], "uploaded_at": NOW}
    texts = {"caption": "", "credit": "", "file_name": "", "is_decorative": False, "focal_x": 50, "focal_y": 50}
    picture: Picture = save(Picture(key=f"{next(numbers):032x}", alt=alt, **{**values, **texts, **more}))
    index_picture(db.session, picture)
    db.session.commit()
    return picture


def mark(picture: Picture, alt: str = "A boat") -> str:
    """Return the Markdown that shows *picture*."""
    return f"![{alt}](picture:{picture.key})"
