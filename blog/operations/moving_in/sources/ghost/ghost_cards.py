"""Cards of Ghost's editors as the HTML that Ghost shows for them."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from blog.operations.moving_in.conversion.markdown_body import markdown_html
from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.sources.ghost.ghost_html import write_stars
from blog.text.markdown.components.cards.addresses import find_cards

Values = Mapping[str, Any]
PAYWALL = "<!--members-only-->"
"""What Ghost writes where the part for members begins."""
SILENT = frozenset({"paywall", "email", "email-cta", "signup", "transistor"})
"""Cards that are for mail and members."""


def card_html(name: str, values: Values, losses: list[Loss]) -> str:
    """Return the HTML of the card *name*; one that is not known leaves its words, and is added to *losses*."""
    handler = CARDS.get(name.removeprefix("card-"))
    if handler is not None:
        return handler(values)
    losses.append(Loss(LossKind.WIDGET if name in SILENT else LossKind.BLOCK, name))
    if name in SILENT:
        return PAYWALL if name == "paywall" else ""
    texts = [text_of(values, key) for key in ("heading", "title", "description", "content", "text")]
    return "".join(f"<p>{text}</p>" for text in texts if text)


def text_of(values: Values, name: str) -> str:
    """Return a text of a card, "" where there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def plain_of(values: Values, name: str) -> str:
    """Return a text that is no HTML, escaped."""
    return escape(text_of(values, name))


def image(values: Values) -> str:
    """Return a picture."""
    width = f"kg-width-{plain_of(values, 'cardWidth')}"
    caption = f"<figcaption>{text_of(values, 'caption')}</figcaption>" if text_of(values, "caption") else ""
    picture = f'<img src="{plain_of(values, "src")}" alt="{plain_of(values, "alt")}">'
    if link := plain_of(values, "href"):
        picture = f'<a href="{link}">{picture}</a>'
    return f'<figure class="kg-card kg-image-card {width}">{picture}{caption}</figure>'


def gallery(values: Values) -> str:
    """Return a gallery."""
    found = values.get("images")
    images = [image(one) for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    caption = f"<figcaption>{text_of(values, 'caption')}</figcaption>" if text_of(values, "caption") else ""
    return f'<figure class="kg-card kg-gallery-card">{"".join(images)}{caption}</figure>'


def embed(values: Values) -> str:
    """Return a player by its address, what is no known one as the service has it: its words, or its frame."""
    caption = f"<figcaption>{text_of(values, 'caption')}</figcaption>" if text_of(values, "caption") else ""
    address, html = plain_of(values, "url"), text_of(values, "html")
    if address and (find_cards(address) or not html):
        return f'<figure class="wp-block-embed">{address}{caption}</figure>'
    return f"<figure>{html}{caption}</figure>"


def bookmark(values: Values) -> str:
    """Return a card with text."""
    kept = values.get("metadata")
    more = kept if isinstance(kept, dict) else values
    title = plain_of(more, "title") or plain_of(values, "url")
    rest = "".join(f"<div>{plain_of(more, name)}</div>" for name in ("description", "author", "publisher"))
    link = f'<a href="{plain_of(values, "url")}"><div class="kg-bookmark-title">{title}</div>{rest}</a>'
    return f'<figure class="kg-card kg-bookmark-card">{link}</figure>{caption_of(values)}'


def caption_of(values: Values) -> str:
    """Return the caption of a card as a paragraph."""
    return f"<p>{text_of(values, 'caption')}</p>" if text_of(values, "caption") else ""


def callout(values: Values) -> str:
    """Return a box."""
    emoji = (
        f'<div class="kg-callout-emoji">{plain_of(values, "calloutEmoji")}</div>' if values.get("calloutEmoji") else ""
    )
    return f'<div class="kg-card kg-callout-card">{emoji}<div>{text_of(values, "calloutText")}</div></div>'


def toggle(values: Values) -> str:
    """Return a question with its answer."""
    return f"<details><summary>{text_of(values, 'heading')}</summary>{text_of(values, 'content')}</details>"


def button(values: Values) -> str:
    """Return a button."""
    return f'<p><a class="kg-btn" href="{plain_of(values, "buttonUrl")}">{plain_of(values, "buttonText")}</a></p>'


def code(values: Values) -> str:
    """Return a listing."""
    name = plain_of(values, "language")
    language = f' class="language-{name}"' if name else ""
    return f"<pre><code{language}>{plain_of(values, 'code')}</code></pre>{caption_of(values)}"


def video(values: Values) -> str:
    """Return a film."""
    return f'<video src="{plain_of(values, "src")}"></video>{caption_of(values)}'


def audio(values: Values) -> str:
    """Return a recording with its title."""
    title = f'<div class="kg-audio-title">{plain_of(values, "title")}</div>'
    return f'<div class="kg-audio-card"><audio src="{plain_of(values, "src")}"></audio>{title}</div>'


def file(values: Values) -> str:
    """Return a link to a file."""
    title = plain_of(values, "fileTitle") or plain_of(values, "fileName") or plain_of(values, "src")
    words = plain_of(values, "fileCaption")
    return f'<p><a href="{plain_of(values, "src")}">{title}</a></p>' + (f"<p>{words}</p>" if words else "")


def link_html(address: str, words: str) -> str:
    """Return a button, "" of one without words."""
    if not words:
        return ""
    return f'<p><a class="kg-btn" href="{address}">{words}</a></p>' if address else f"<p>{words}</p>"


def picture_html(address: str) -> str:
    """Return a picture, "" where there is none."""
    return f'<figure class="kg-card kg-image-card"><img src="{address}"></figure>' if address else ""


def header(values: Values) -> str:
    """Return a heading over the width of the page, with its picture and its button."""
    title, below = text_of(values, "header"), text_of(values, "subheader")
    button_words = plain_of(values, "buttonText") if values.get("buttonEnabled") else ""
    parts = [f"<h2>{title}</h2>" if title else "", f"<h3>{below}</h3>" if below else ""]
    return "".join(
        [
            picture_html(plain_of(values, "backgroundImageSrc")),
            *parts,
            link_html(plain_of(values, "buttonUrl"), button_words),
        ]
    )


def product(values: Values) -> str:
    """Return a product, with its picture and the link to where it is sold."""
    title, words = text_of(values, "productTitle"), text_of(values, "productDescription")
    button_words = plain_of(values, "productButton") if values.get("productButtonEnabled") else ""
    parts = [f"<h4>{title}</h4>" if title else "", f"<div>{words}</div>" if words else ""]
    rating = values.get("productStarRating")
    if values.get("productRatingEnabled") and isinstance(rating, int):
        parts.insert(1, f"<p>{write_stars(rating)}</p>")
    link = link_html(plain_of(values, "productUrl"), button_words)
    return "".join([picture_html(plain_of(values, "productImageSrc")), *parts, link])


def call(values: Values) -> str:
    """Return an advertisement of the site itself, with its picture, its words and its button."""
    shown = [values.get(name) is not False for name in ("hasSponsorLabel", "showButton")]
    label = text_of(values, "sponsorLabel") if shown[0] else ""
    link = link_html(plain_of(values, "buttonUrl"), plain_of(values, "buttonText")) if shown[1] else ""
    parts = [f"<div>{text}</div>" for text in (label, text_of(values, "textValue")) if text]
    return "".join([picture_html(plain_of(values, "imageUrl")), *parts, link])


CARDS: dict[str, Callable[[Values], str]] = {
    "image": image,
    "gallery": gallery,
    "embed": embed,
    "bookmark": bookmark,
    "callout": callout,
    "toggle": toggle,
    "button": button,
    "html": lambda values: text_of(values, "html"),
    "markdown": lambda values: markdown_html(text_of(values, "markdown")),
    "codeblock": code,
    "code": code,
    "video": video,
    "audio": audio,
    "file": file,
    "header": header,
    "product": product,
    "call-to-action": call,
    "horizontalrule": lambda _values: "<hr>",
    "hr": lambda _values: "<hr>",
}
