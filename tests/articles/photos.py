"""A lead photo of an article, without its files."""

from typing import Any

from blog.models import Picture
from tests.factories import NOW, save


def make_photo(alt: str = "A heron", caption: str = "Heron at dawn", credit: str = "Ada Lind", **more: Any) -> dict:
    """Return what an article with a lead photo of 1600 x 1000 pixels says of it."""
    values = {"key": "a" * 32, "width": 1600, "height": 1000, "widths": [400, 800, 1200, 1600], "formats": ["jpg"]}
    picture = save(Picture(**{**values, "uploaded_at": NOW, **more}))
    return {"lead_picture": picture, "lead_alt": alt, "lead_caption": caption, "lead_credit": credit}
