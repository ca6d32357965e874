"""The subscribe form, and fields that other forms of subscribers share; the pages set no cookie."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import DataRequired, Length, Optional, StopValidation
from wtforms.widgets import EmailInput

from blog.models import Frequency
from blog.models.email_address import (
    MAX_ADDRESS_LENGTH,
    NeedsUnicodeMail,
    NotAnAddress,
    parse_address,
    tidy_address,
)
from blog.web.addresses.links import is_local_path
from blog.web.forms.base import LineField, OpenForm

MAX_NAME_LENGTH = 100
MAX_PATH_LENGTH = 200
SUBSCRIBE_PATH = "/subscribe"


class MaxLength(Length):
    """A length limit that stops the chain of validators, so that huge input is not validated further."""

    def __call__(self, form: Any, field: Any) -> None:
        """Stop at text that is too long."""
        try:
            super().__call__(form, field)
        except ValueError as error:
            raise StopValidation(str(error)) from None


class ReaderAddressField(LineField):
    """The input of one e-mail address; what stands around a pasted one is taken off."""

    widget = EmailInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Store the address on one line, tidied."""
        super().process_formdata(valuelist)
        if valuelist and len(self.data) <= 2 * MAX_ADDRESS_LENGTH:
            self.data = tidy_address(self.data)


class ValidEmailAddress:
    """Validator: the text is an e-mail address."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop with a message about what is wrong."""
        try:
            parse_address(field.data)
        except NeedsUnicodeMail:
            raise StopValidation(
                str(_l("We can't send to accented letters before the @. Try another address."))
            ) from None
        except NotAnAddress:
            raise StopValidation(str(_l("Enter an e-mail address like ann@example.org."))) from None


def name_field() -> LineField:
    """Return the field of a reader's name, which may stay empty."""
    too_long = _l("Use at most %(max)d characters.")
    return LineField(_l("Name"), [Optional(), Length(max=MAX_NAME_LENGTH, message=too_long)])


def address_validators(required_message: Any) -> list[Any]:
    """Return the validators of an e-mail field; *required_message* is shown when it is empty."""
    too_long = _l("Use at most %(max)d characters.")
    return [DataRequired(required_message), MaxLength(max=MAX_ADDRESS_LENGTH, message=too_long), ValidEmailAddress()]


class MailRequestForm(OpenForm):
    """A form by which a stranger lets us write to an address."""

    address = ReaderAddressField(_l("E-mail address"), address_validators(_l("Enter your e-mail address.")))
    website = LineField()
    """The honeypot: hidden from people, filled in by programs."""
    stamp = LineField()
    page = LineField()

    @property
    def is_honeypot_filled(self) -> bool:
        """Return whether the hidden field was filled in, which only programs do."""
        return bool(self.website.data)

    @property
    def path(self) -> str:
        """Return the path, without query, of the page where the form stood; /subscribe when none is given."""
        page = str(self.page.data or "")
        return urlsplit(page).path if len(page) <= MAX_PATH_LENGTH and is_local_path(page) else SUBSCRIBE_PATH


class SubscribeForm(MailRequestForm):
    """The form of /subscribe and of the box under an article."""

    name = name_field()
    about = RadioField(_l("What"), choices=[SelectChoice("this"), SelectChoice("site")], default="this")
    """Whether what the form names is wanted, or the whole site; of no weight when it names nothing."""
    frequency = RadioField(_l("How often"), choices=[SelectChoice(one.value) for one in Frequency])
    topic = LineField()
    """Slug of what is wanted; so are the next two."""
    author = LineField()
    article = LineField()
