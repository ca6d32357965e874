"""Forms of imports at the desk."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from blog.accounts.people.reauthentication_views import ReauthenticationForm
from blog.operations.moving_in.storing.imported_topics import TAGS_FROM
from blog.web.forms.base import Form, LineField, WholeNumberField

HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
MAX_HOSTS = 20
MAX_TAGS_FROM = 10_000
NO_EXPORT = _l("Choose the file that the other program exported, or enter the address of a feed.")
TWO_EXPORTS = _l("Choose a file or enter the address of a feed, not both.")


class MoveInForm(Form):
    """An export with what belongs to it."""

    export_files = MultipleFileField(_l("Export"))
    feed = LineField(
        _l("Address of a feed"),
        [Length(max=1000, message=_l("An address has at most %(max)d characters."))],
        render_kw={"inputmode": "url", "placeholder": "https://old.example.org/feed"},
    )
    media_files = MultipleFileField(_l("Pictures and files"), render_kw={"accept": ".zip,image/*"})
    site = LineField(
        _l("Address of the old site"),
        [Length(max=300, message=_l("An address has at most %(max)d characters."))],
        render_kw={"inputmode": "url", "placeholder": "https://old.example.org"},
    )
    hosts = LineField(_l("Fetch pictures from"), [Length(max=2000, message=_l("This has at most %(max)d characters."))])
    tags_from = WholeNumberField(
        _l("Articles that a tag needs to become a topic"),
        [Optional(), NumberRange(1, MAX_TAGS_FROM, message=_l("Enter a number from %(min)d to %(max)d."))],
        default=TAGS_FROM,
    )
    is_asking = BooleanField(_l("Send each new reader one e-mail that asks for permission"))
    is_announced = HiddenField()
    """Set by the script, which sends the files afterwards, in pieces."""

    def validate_site(self, field: Any) -> None:
        """Require a host; a scheme is added where it is missing."""
        if field.data:
            field.data = read_address(field.data)

    def validate_feed(self, field: Any) -> None:
        """Require a host, as for the site, and no file beside it: one import has one export."""
        if field.data:
            field.data = read_address(field.data)
            if self.chosen("export_files") or self.is_announced.data:
                raise ValidationError(str(TWO_EXPORTS))

    def validate_hosts(self, field: Any) -> None:
        """Require names of hosts."""
        wrong = next((name for name in split_hosts(field.data) if not HOST.fullmatch(name)), None)
        if wrong is not None:
            raise ValidationError(_("“%(name)s” is no name of a host, such as old.example.org.", name=wrong[:80]))
        if len(split_hosts(field.data)) > MAX_HOSTS:
            raise ValidationError(_("Name at most %(count)d hosts.", count=MAX_HOSTS))

    def chosen(self, name: str) -> list[Any]:
        """Return the files that were chosen in the field *name*, without the empty one of an empty field."""
        return [file for file in self[name].data or [] if file and getattr(file, "filename", "")]

    def import_options(self) -> dict[str, Any]:
        """Return what was said, as it is kept."""
        tags_from = self.tags_from.data or TAGS_FROM
        said = {"site": self.site.data or "", "hosts": split_hosts(self.hosts.data), "tags_from": tags_from}
        feed = {"feed": self.feed.data} if self.feed.data else {}
        return {**said, **feed, "is_asking": bool(self.is_asking.data)}


class TakeInForm(ReauthenticationForm):
    """Proof of identity before an import writes."""

    reason = _l("Enter your own password: this adds articles, authors and topics to the site.")


def read_address(text: str) -> str:
    """Return *text* as an address with its scheme; raises ValidationError."""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        is_site = parts.scheme in {"http", "https"} and HOST.fullmatch(parts.hostname or "") is not None
    except ValueError:
        is_site = False
    if not is_site:
        raise ValidationError(_("Enter the address as it stood in the browser, such as https://old.example.org."))
    return address


def split_hosts(text: str | None) -> list[str]:
    """Return the names of hosts in *text*, which may be whole addresses."""
    words = re.split(r"[\s,;]+", (text or "").casefold())
    return list(dict.fromkeys(re.sub(r"^https?://", "", word).split("/")[0] for word in words if word))
