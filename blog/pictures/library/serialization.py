"""A picture as JSON for the editor's scripts."""

from flask import url_for

from blog.models import Picture

THUMB_WIDTH = 400
"""Pixels; a script shows it up to 20rem wide."""
SHEET_WIDTH = 1200
"""Pixels; the rich sheet shows it as wide as the text on a screen of twice the pixels."""


def to_json(picture: Picture) -> dict[str, object]:
    """Return the texts of *picture* and the addresses that a script needs."""
    thumb = next((width for width in picture.widths if width >= THUMB_WIDTH), picture.width)
    return {
        "id": picture.id,
        "key": picture.key,
        "thumb": url_for("pictures.media", key=picture.key, name=f"{thumb}.jpg"),
        "page": url_for("pictures.picture", id=picture.id),
        "mark": url_for("authoring.picture_markdown", id=picture.id),
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "decorative": picture.is_decorative,
        "is_first_of_many": picture.is_first_of_many,
    }


def to_sheet_json(picture: Picture, *, is_editable: bool) -> dict[str, object]:
    """Return what the rich sheet shows of *picture*; the address that takes its credit only if it *is_editable*."""
    shown = min(picture.widths, key=lambda width: abs(width - SHEET_WIDTH), default=picture.width)
    return {
        "shown": url_for("pictures.media", key=picture.key, name=f"{shown}.jpg"),
        "width": picture.width,
        "height": picture.height,
        "credit": picture.credit,
        "decorative": picture.is_decorative,
        "credit_address": url_for("pictures.credit", id=picture.id) if is_editable else None,
    }
