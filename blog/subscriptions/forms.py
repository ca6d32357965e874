"""The forms of this room; they stand on pages without cookie."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import DataRequired, Length, Optional, StopValidation
from wtforms.widgets import EmailInput

from blog.models import Frequency
from blog.subscriptions.email_address import LONGEST, NeedsUnicodeMail, NotAnAddress, parse_address
from blog.web.forms.base import LineField, OpenForm
from blog.web.links import is_local_path

LONGEST_NAME = 100
LONGEST_PATH = 200
SUBSCRIBE_PATH = "/subscribe"


class ShortEnough(Length):
    """A length limit after which no further check runs: a megabyte is not looked at twice."""

    def __call__(self, form: Any, field: Any) -> None:
        """Stop at text that is too long."""
        try:
            super().__call__(form, field)
        except ValueError as error:
            raise StopValidation(str(error)) from None


class MailAddress:
    """The text is an e-mail address that mail reaches."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop with a sentence about what is wrong."""
        try:
            parse_address(field.data)
        except NeedsUnicodeMail:
            raise StopValidation(
                str(_l("Many mail servers carry only plain letters before the @. Please give another address."))
            ) from None
        except NotAnAddress:
            raise StopValidation(
                str(_l("This does not look like an e-mail address, such as ann@example.org."))
            ) from None


def name_field() -> LineField:
    """Return the field of a reader's name, which may stay empty."""
    too_long = _l("Please give a name of at most %(max)d characters.")
    return LineField(_l("Name"), [Optional(), Length(max=LONGEST_NAME, message=too_long)])


def address_checks(missing: Any) -> list[Any]:
    """Return the checks of a field that asks for an e-mail address; *missing* says what to do when it is empty."""
    too_long = _l("An e-mail address has at most %(max)d characters.")
    return [DataRequired(missing), ShortEnough(max=LONGEST, message=too_long), MailAddress()]


class SubscribeForm(OpenForm):
    """The form of /subscribe and of the box under an article."""

    address = LineField(
        _l("E-mail address"),
        address_checks(_l("Please give the e-mail address to which we shall write.")),
        widget=EmailInput(),
    )
    name = name_field()
    about = RadioField(_l("About what"), choices=[SelectChoice("this"), SelectChoice("site")], default="this")
    """Whether what the form names is wanted, or the whole site; of no weight when it names nothing."""
    frequency = RadioField(_l("How often"), choices=[SelectChoice(one.value) for one in Frequency])
    topic = LineField()
    """Slug of what is wanted; so are the next two."""
    author = LineField()
    article = LineField()
    website = LineField()
    """The trap: people do not see it, programs fill it in."""
    stamp = LineField()
    page = LineField()

    @property
    def is_trapped(self) -> bool:
        """Return whether a program filled in the field that nobody sees."""
        return bool(self.website.data)

    @property
    def path(self) -> str:
        """Return the path, without query, of the page where the form stood; /subscribe when none is given."""
        page = str(self.page.data or "")
        return urlsplit(page).path if len(page) <= LONGEST_PATH and is_local_path(page) else SUBSCRIBE_PATH
