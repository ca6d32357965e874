"""What a script is told of a picture."""

from flask import url_for

from blog.models import Picture


def present(picture: Picture) -> dict[str, object]:
    """Return the words of *picture* and the addresses that a script needs; its thumbnail is the smallest JPEG."""
    return {
        "id": picture.id,
        "key": picture.key,
        "thumb": url_for("pictures.media", key=picture.key, name=f"{picture.widths[0]}.jpg"),
        "page": url_for("pictures.picture", id=picture.id),
        "mark": url_for("authoring.mark", id=picture.id),
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "decorative": picture.is_decorative,
    }
