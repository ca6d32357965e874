"""The HTML of a picture inside an article's body, made when the body is saved.

A stored body lists the formats that stood at that moment: a page never names
a file that is not there, and no reading request makes one. The worker renders
the body again when it has made AVIF and WebP, and so does each later save.
"""

from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
BODY_SIZES = "(min-width: 42rem) 37.5rem, 92vw"
"""How wide a body picture is shown.

The text column of tokens.css is 38rem; a hundredth less lets screens with twice the pixels take 1200 instead of 1600.
"""
SIZES = {
    "wide": "(min-width: 76rem) 72rem, 100vw",
    "full": "100vw",
    "row": "(min-width: 42rem) 24rem, 92vw",
    "tile": "(min-width: 42rem) 25rem, 80vw",
}
"""How wide a picture is shown elsewhere: by its mark, in a row, and in a gallery, where rows have one height."""
SHAPES = ((0.62, "slim"), (0.88, "tall"), (1.16, "square"), (1.42, "broad"), (1.9, "long"))
"""Upper bounds of width by height; what is wider is a panorama. A class, since a policy forbids styles in a text."""


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

    @property
    def shape(self) -> str:
        """Return the class of its proportions, by which rows get one height."""
        ratio = self.width / max(1, self.height)
        return next((f"shape-{name}" for most, name in SHAPES if ratio <= most), "shape-panorama")


def draw_picture(picture: InlinePicture, alt: str, sizes: str = BODY_SIZES) -> str:
    """Return <picture> with a source for each better format and the JPEG for all others."""
    sources = "".join(
        f'<source type="{TYPES[suffix]}" srcset="{picture.srcset(suffix)}" sizes="{sizes}">'
        for suffix in picture.formats
        if suffix != "jpg"
    )
    usual = min(picture.widths, key=lambda width: abs(width - 800))
    return (
        f'<picture>{sources}<img src="{picture.address(usual, "jpg")}" srcset="{picture.srcset("jpg")}"'
        f' sizes="{sizes}" width="{picture.width}" height="{picture.height}"'
        f' loading="lazy" decoding="async" alt="{escape(alt)}"></picture>'
    )


def draw_figure(picture: InlinePicture, alt: str, caption: str, width: str = "") -> str:
    """Return the picture as a figure of its own, with *caption* and the picture's credit where there are any.

    *width* is "wide", "full", or "" for that of the text.
    """
    classes = f"figure {width}".strip()
    return frame_figure(classes, draw_picture(picture, alt, SIZES.get(width, BODY_SIZES)), picture, caption)


def draw_tile(picture: InlinePicture, alt: str, caption: str, *, link: bool = False) -> str:
    """Return the picture as a figure beside others; with *link* it leads to its largest version."""
    shown = draw_picture(picture, alt, SIZES["tile" if link else "row"])
    if link and alt:
        shown = f'<a class="gallery__link" href="{picture.address(max(picture.widths), "jpg")}">{shown}</a>'
    return frame_figure(f"figure {picture.shape}", shown, picture, caption)


def frame_figure(classes: str, shown: str, picture: InlinePicture, caption: str) -> str:
    """Return the figure around the HTML *shown*."""
    credit = f'<span class="figure__credit">{escape(picture.credit)}</span>' if picture.credit else ""
    words = " ".join(filter(None, (escape(caption), credit)))
    words = f"<figcaption>{words}</figcaption>" if words else ""
    return f'<figure class="{classes}">{shown}{words}</figure>\n'


def picture_key(image: Token) -> str:
    """Return the key of the picture that an image names; that of a foreign image fits no picture."""
    return str(image.attrGet("src")).removeprefix("picture:")


def read_alt(image: Token) -> str:
    """Return the alternative text of an image: its words without marks and links, on one line."""
    return "".join(map(read_plain, image.children or []))


def read_plain(token: Token) -> str:
    """Return the words of one inline token, of an image its alternative text; a line end is a space."""
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return read_alt(token) if token.type == "image" else token.content
