"""The forms of preview links and remarks."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectField
from wtforms.validators import AnyOf, DataRequired, Length

from blog.text.markdown.paragraphs import Paragraph
from blog.web.forms.base import Form, LineField, OpenForm, ProseField

LIFETIMES_IN_DAYS = (1, 3, 7, 14, 30)
"""Days."""
DEFAULT_LIFETIME_IN_DAYS = 7
MAX_TEXT_LENGTH = 2000
TEXT_LENGTH = Length(max=MAX_TEXT_LENGTH, message=_("Use at most 2,000 characters."))
ANSWER, CLOSE, REOPEN = "answer", "close", "reopen"


class LinkForm(Form):
    """A new preview link."""

    label = LineField(
        _("For whom"), validators=[Length(max=100, message=_("Please name it in at most 100 characters."))]
    )
    days = SelectField(_("It opens for"), coerce=int, default=DEFAULT_LIFETIME_IN_DAYS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days.choices = [SelectChoice(days, format_days(days)) for days in LIFETIMES_IN_DAYS]


def format_days(days: int) -> str:
    """Return the label of a number of days."""
    return str(gettext("one day") if days == 1 else gettext("%(days)d days", days=days))


class RemarkForm(OpenForm):
    """A remark of a guest on a paragraph, from a page without cookies."""

    paragraph = SelectField(_("Where"), coerce=int)
    words = ProseField(_("Your remark"), validators=[DataRequired(_("Say what you want to remark.")), TEXT_LENGTH])
    name = LineField(
        _("Your name"),
        validators=[
            DataRequired(_("Say who you are, so that the author knows.")),
            Length(max=100, message=_("Please keep it to at most 100 characters.")),
        ],
    )
    website = LineField()
    """Honeypot: hidden from people, filled in by bots."""
    stamp = LineField()

    def set_paragraphs(self, paragraphs: list[Paragraph]) -> None:
        """Set the choices to *paragraphs* and the whole article."""
        whole = SelectChoice(0, gettext("The whole article"))
        self.paragraph.choices = [whole, *(SelectChoice(one.number, one.label) for one in paragraphs)]

    @property
    def is_trapped(self) -> bool:
        """Return whether the honeypot was filled in."""
        return bool(self.website.data)


class ReplyForm(Form):
    """Answer, close or reopen a remark."""

    words = ProseField(_("Answer"), validators=[TEXT_LENGTH])
    deed = LineField(validators=[AnyOf((ANSWER, CLOSE, REOPEN))])
