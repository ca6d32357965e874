"""The form by which a reader reports an error; it stands on a page without cookie."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import DataRequired, Length, StopValidation
from wtforms.widgets import EmailInput

from blog.text.markdown.paragraphs import Paragraph
from blog.web.forms.base import LineField, OpenForm, ProseField

LONGEST_WORDS = 2000
LONGEST_ADDRESS = 254


def check_address(_form: Any, field: Any) -> None:
    """Put the address into the shape in which mail carries it, or stop with a sentence; it may be left out."""
    if not field.data:
        return
    try:
        # A megabyte is not looked at: what is cut is no address.
        typed = field.data[: LONGEST_ADDRESS + 1]
        field.data = validate_email(typed, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        words = gettext("This does not look like an e-mail address, such as ann@example.org. You may leave it out.")
        raise StopValidation(words) from None


class ReportForm(OpenForm):
    """What is wrong, where, and where an answer may go."""

    paragraph = SelectField(_l("Where"), coerce=int)
    words = ProseField(
        _l("What is wrong"),
        validators=[
            DataRequired(_l("Say what is wrong, and how you know it.")),
            Length(max=LONGEST_WORDS, message=_l("Please say it in at most 2,000 characters.")),
        ],
    )
    address = LineField(_l("E-mail address for an answer"), validators=[check_address], widget=EmailInput())
    website = LineField()
    """The trap: people do not see it, programs fill it in."""
    stamp = LineField()

    def offer(self, paragraphs: list[Paragraph]) -> None:
        """Let the reader choose among *paragraphs*."""
        whole = SelectChoice(0, gettext("The article as a whole"))
        self.paragraph.choices = [whole, *(SelectChoice(one.number, one.label) for one in paragraphs)]

    @property
    def is_trapped(self) -> bool:
        """Return whether a program filled in the field that nobody sees."""
        return bool(self.website.data)
