"""The forms of preview links and remarks."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectField
from wtforms.validators import AnyOf, DataRequired, Length

from blog.text.markdown.paragraphs import Paragraph
from blog.web.forms.base import Form, LineField, OpenForm, ProseField

LIVES = (1, 3, 7, 14, 30)
"""Days."""
USUAL_LIFE = 7
LONGEST_WORDS = 2000
TOO_LONG = Length(max=LONGEST_WORDS, message=_("Please say it in at most 2,000 characters."))
ANSWER, CLOSE, REOPEN = "answer", "close", "reopen"


class LinkForm(Form):
    """A new preview link."""

    label = LineField(
        _("For whom"), validators=[Length(max=100, message=_("Please name it in at most 100 characters."))]
    )
    days = SelectField(_("It opens for"), coerce=int, default=USUAL_LIFE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days.choices = [SelectChoice(days, days_in_words(days)) for days in LIVES]


def days_in_words(days: int) -> str:
    """Return a number of days as a reader says it."""
    return str(gettext("one day") if days == 1 else gettext("%(days)d days", days=days))


class RemarkForm(OpenForm):
    """What a guest says of a paragraph; the form stands on a page without cookie."""

    paragraph = SelectField(_("Where"), coerce=int)
    words = ProseField(_("Your remark"), validators=[DataRequired(_("Say what you want to remark.")), TOO_LONG])
    name = LineField(
        _("Your name"),
        validators=[
            DataRequired(_("Say who you are, so that the author knows.")),
            Length(max=100, message=_("Please keep it to at most 100 characters.")),
        ],
    )
    website = LineField()
    """The trap: people do not see it, programs fill it in."""
    stamp = LineField()

    def offer(self, paragraphs: list[Paragraph]) -> None:
        """Let the guest choose among *paragraphs*."""
        whole = SelectChoice(0, gettext("The article as a whole"))
        self.paragraph.choices = [whole, *(SelectChoice(one.number, one.label) for one in paragraphs)]

    @property
    def is_trapped(self) -> bool:
        """Return whether a program filled in the field that nobody sees."""
        return bool(self.website.data)


class ReplyForm(Form):
    """What the author does with a remark, by the button that was pressed."""

    words = ProseField(_("Answer"), validators=[TOO_LONG])
    deed = LineField(validators=[AnyOf((ANSWER, CLOSE, REOPEN))])
