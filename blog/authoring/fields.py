"""Fields, validators and small forms that several pages of the desk share."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.urls import iri_to_uri
from wtforms import BooleanField, Field, HiddenField, SelectField
from wtforms.validators import Length, ValidationError

from blog.models.page_metadata import PageMetadata
from blog.text.language import content_language
from blog.text.language_tags import native_name, read_tag, usual_languages
from blog.web.formatting.article_kinds import find_kind, list_kinds
from blog.web.forms.base import CleanHiddenField, Form, LineField
from blog.web.forms.facet_field import FacetField


def max_length(limit: int) -> Length:
    """Return the validator for at most *limit* characters, with a message that names the number."""
    return Length(max=limit, message=_("Please shorten this to %(most)s characters or fewer.", most=f"{limit:,}"))


def add_error(field: Field, message: str) -> None:
    """Put *message* beside *field*, once."""
    field.errors = list(dict.fromkeys([*field.errors, message]))


def missing_message(column: str) -> str:
    """Return the message for an empty *column* that publication requires."""
    messages: dict[str, str] = {
        "headline": gettext("Give the article a headline."),
        "body_markdown": gettext("Write the text before you publish."),
        "lead_alt": gettext("Describe the photo for readers who do not see it."),
    }
    return messages[column]


def gaps_message(gaps: Sequence[str]) -> str:
    """Return the message that *gaps* in the text of a public page have to be filled first."""
    names = ", ".join(gaps)
    return str(
        ngettext(
            "Fill in this gap first: %(gaps)s.", "Fill in these %(num)d gaps first: %(gaps)s.", len(gaps), gaps=names
        )
    )


OTHER = "other"
"""The choice of a language that the tag beside it names."""


class LanguageForm(Form):
    """The language of an article: one of the list, or the tag of another one."""

    language = SelectField(_("Language"), default="")
    language_tag = LineField(_("Language tag (BCP 47)"))

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.language.choices = language_choices()

    def validate_language_tag(self, field: Field) -> None:
        """Check the tag where the language is none of the list."""
        if self.language.data == OTHER and read_tag(field.data or "") is None:
            raise ValidationError(_("This is not a language tag. Examples: gsw, sr-Latn, pt-AO."))

    def chosen_language(self) -> str:
        """Return the tag of the language, "" for that of the site's articles or for none."""
        named = self.language_tag if self.language.data == OTHER else self.language
        return read_tag(named.data or "") or ""


def language_choices() -> list[tuple[str, Any, dict[str, str]]]:
    """Return the language of the site's articles, the usual ones by name, and the one that a tag names."""
    own = native_name(content_language("").tag)
    usual = [(tag, name, {"lang": tag}) for tag, name in usual_languages()]
    return [("", _("%(language)s (as usual here)", language=own), {}), *usual, (OTHER, _("Another language"), {})]


class KindForm(Form):
    """The kind of an article; empty for the usual one."""

    kind = FacetField(_("Kind"), default="")

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        kinds = list_kinds()
        others = ((kind.key, kind.name) for key, kind in kinds.items() if key is not None and kind != kinds[None])
        self.kind.set_options(kinds[None].name, others)

    def chosen_kind(self) -> int | None:
        """Return the key of the chosen kind, None for the usual one."""
        kind = find_kind(self.kind.data or "")
        return kind.id if kind else None


class EmptyForm(Form):
    """A button and its CSRF token, without further fields."""


class VersionForm(Form):
    """A button, its CSRF token, and the version of the article that the page showed."""

    seen = HiddenField()


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
    social_picture = CleanHiddenField(_("Picture of a shared link"))
    """Key of a picture of the library; "" for the lead photo or the drawn card."""
    social_file = FileField(_("Picture of a shared link"))
    social_remove = BooleanField(_("Remove the picture"))
    is_card_drawn = BooleanField(_("Show a card with the headline instead of the lead photo"))
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
            social_picture="" if self.social_remove.data else self.social_picture.data or "",
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


class CopyForm(Form):
    """A button, its CSRF token, and the key of a working copy."""

    copy_key = CleanHiddenField()


class DiscardForm(Form):
    """A button, its CSRF token, and the stamp of the newest working copy that the page listed."""

    until = CleanHiddenField()
