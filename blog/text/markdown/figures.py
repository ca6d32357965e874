"""The HTML of a picture inside an article's body, made when the body is saved.

A stored body lists the formats that stood at that moment: a page never names
a file that is not there, and no reading request makes one. The worker renders
the body again when it has made AVIF and WebP, and so does each later save.
"""

from dataclasses import dataclass
from html import escape

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
BODY_SIZES = "(min-width: 42rem) 37.5rem, 92vw"
"""How wide a body picture is shown.

The text column of tokens.css is 38rem; a hundredth less lets screens with twice the pixels take 1200 instead of 1600.
"""


@dataclass(frozen=True)
class InlinePicture:
    """What a body needs to know of a picture; sizes in pixels, *formats* best first with jpg last."""

    key: str
    width: int
    height: int
    widths: tuple[int, ...]
    formats: tuple[str, ...] = ("jpg",)
    credit: str = ""

    def address(self, width: int, suffix: str) -> str:
        """Return the path of one rendition."""
        return f"/media/{self.key}/{width}.{suffix}"

    def srcset(self, suffix: str) -> str:
        """Return every width of one format with its descriptor."""
        return ", ".join(f"{self.address(width, suffix)} {width}w" for width in self.widths)


def draw_picture(picture: InlinePicture, alt: str) -> str:
    """Return <picture> with a source for each better format and the JPEG for all others."""
    sources = "".join(
        f'<source type="{TYPES[suffix]}" srcset="{picture.srcset(suffix)}" sizes="{BODY_SIZES}">'
        for suffix in picture.formats
        if suffix != "jpg"
    )
    usual = min(picture.widths, key=lambda width: abs(width - 800))
    return (
        f'<picture>{sources}<img src="{picture.address(usual, "jpg")}" srcset="{picture.srcset("jpg")}"'
        f' sizes="{BODY_SIZES}" width="{picture.width}" height="{picture.height}"'
        f' loading="lazy" decoding="async" alt="{escape(alt)}"></picture>'
    )


def draw_figure(picture: InlinePicture, alt: str, caption: str) -> str:
    """Return the picture as a figure of its own, with *caption* and the picture's credit where there are any."""
    credit = f'<span class="figure__credit">{escape(picture.credit)}</span>' if picture.credit else ""
    words = " ".join(filter(None, (escape(caption), credit)))
    words = f"<figcaption>{words}</figcaption>" if words else ""
    return f'<figure class="figure">{draw_picture(picture, alt)}{words}</figure>\n'
