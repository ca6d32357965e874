"""The form for readers who report an error; its page sets no cookie."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import DataRequired, Length, StopValidation
from wtforms.widgets import EmailInput

from blog.text.markdown.paragraphs import Paragraph
from blog.web.forms.base import LineField, OpenForm, ProseField

MAX_REPORT_LENGTH = 2000
MAX_ADDRESS_LENGTH = 254


def validate_address(_form: Any, field: Any) -> None:
    """Normalize the e-mail address in *field*, which is optional.

    Raises:
        StopValidation: it is no e-mail address.
    """
    if not field.data:
        return
    try:
        # Cut first: a megabyte must not reach the parser, and what is cut is too long to be an address.
        typed = field.data[: MAX_ADDRESS_LENGTH + 1]
        field.data = validate_email(typed, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        message = gettext("Enter an e-mail address like ann@example.org, or leave this blank.")
        raise StopValidation(message) from None


class ErrorReportForm(OpenForm):
    """What is wrong, in which paragraph, and an optional address for the answer."""

    paragraph = SelectField(_l("Where"), coerce=int)
    words = ProseField(
        _l("What's wrong"),
        validators=[
            DataRequired(_l("Tell us what's wrong and how you know.")),
            Length(max=MAX_REPORT_LENGTH, message=_l("Use at most 2,000 characters.")),
        ],
    )
    address = LineField(_l("E-mail address for our reply"), validators=[validate_address], widget=EmailInput())
    website = LineField()
    """Honeypot: hidden from people, filled in by spam programs."""
    stamp = LineField()

    def set_paragraphs(self, paragraphs: list[Paragraph]) -> None:
        """Offer *paragraphs* as choices, after the article as a whole (0)."""
        whole = SelectChoice(0, gettext("The whole article"))
        self.paragraph.choices = [whole, *(SelectChoice(each.number, each.label) for each in paragraphs)]

    @property
    def is_honeypot_filled(self) -> bool:
        """Return whether the hidden field was filled in."""
        return bool(self.website.data)
