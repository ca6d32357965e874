"""Fields of the editor for search engines and shared links."""

from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from werkzeug.urls import iri_to_uri
from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from blog.authoring.drafts.page_metadata import PageMetadata
from blog.authoring.fields import max_length
from blog.web.forms.base import Form, LineField


def write_in_ascii(address: str | None) -> str | None:
    """Return *address* as headers and search engines take it: what is not ASCII encoded (RFC 3987 3.1)."""
    try:
        return iri_to_uri(address) if address else address
    except ValueError:
        return address


class MetadataForm(Form):
    """What the page says of itself; each empty field is filled from the article itself."""

    meta_description = LineField(_("Description for search engines"), validators=[max_length(300)])
    social_title = LineField(_("Title of a shared link"), validators=[max_length(200)])
    social_description = LineField(_("Text of a shared link"), validators=[max_length(300)])
    is_card_drawn = BooleanField(_("Show the drawn card instead of the lead photo"))
    canonical_url = LineField(_("Canonical address"), validators=[max_length(500)], filters=[write_in_ascii])
    is_noindex = BooleanField(_("Hide from search engines"))

    def validate_canonical_url(self, field: Field) -> None:
        """Check that the address is one of the web."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Give a whole address, such as https://example.org/article."))

    def to_page_metadata(self) -> PageMetadata:
        """Return what was typed and chosen."""
        return PageMetadata(
            meta_description=self.meta_description.data or "",
            social_title=self.social_title.data or "",
            social_description=self.social_description.data or "",
            is_card_drawn=bool(self.is_card_drawn.data),
            canonical_url=self.canonical_url.data or "",
            is_noindex=bool(self.is_noindex.data),
        )


def is_web_address(address: str) -> bool:
    """Return whether *address* is a whole http or https address of signs that RFC 3986 allows, without credentials."""
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    is_clean = address.isascii() and not set(address) & set(' <>"\\^`{|}') and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and has_host and is_clean
