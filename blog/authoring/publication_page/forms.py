"""The shape of what the publication page sends."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import DataRequired, Email, NumberRange, Optional
from wtforms.widgets import HiddenInput

from blog.authoring.drafts.writing import demand_unchanged
from blog.authoring.fields import add_error, at_most
from blog.models import AlertLevel, Article
from blog.web.forms.base import Form, LineField, ProseField


class LevelForm(Form):
    """How much an alert matters."""

    level = StringField(default=AlertLevel.NORMAL.value)

    @property
    def chosen_level(self) -> AlertLevel:
        """Return the level; anything that is none means normal."""
        return read_level(self.level.data)


def read_level(word: str | None) -> AlertLevel:
    """Return the level that *word* names, normal when it names none."""
    return next((level for level in AlertLevel if level == word), AlertLevel.NORMAL)


def make_overruling(id: str) -> ProseField:
    """Return the field for the reason why an article is published in spite of what the checks have found."""
    return ProseField(_("Why it is published all the same"), id=id, validators=[at_most(1000)])


class PublicationForm(LevelForm):
    """The answer to the one question of the publication page."""

    seen = HiddenField()
    """Stamp of the version that was shown; empty when the person did not see the page."""
    alert = StringField(default="no")
    """yes or no: whether readers are told."""
    overruling = make_overruling(id="overruling")

    def demand_seen(self, article: Article) -> None:
        """Do nothing if the version of *article* is the one that was shown.

        Raises:
            Overwritten: somebody has saved another version since.
        """
        if self.seen.data:
            demand_unchanged(article, self.seen.data)

    def show_newest(self, article: Article) -> None:
        """Let the next press mean the present version of *article*, which is shown now."""
        self.seen.data = article.revision

    def refuse_doubts(self) -> None:
        """Ask for the reason beside its field."""
        add_error(self.overruling, gettext("Mend what was found, or say why it is published all the same."))

    def is_announced(self) -> bool:
        """Return whether readers are to be told; anything but a plain yes means no."""
        return bool(self.alert.data == "yes")


class UpdateForm(LevelForm):
    """What is new in a story, for those who follow it."""

    note = ProseField(_("What is new"), validators=[DataRequired(_("Say in a sentence what is new.")), at_most(500)])
    updates = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, 2**31 - 1)])
    """How many updates there were when the page was shown."""


class RehearsalForm(LevelForm):
    """To whom a test of the message goes."""

    address = LineField(
        _("Address"), validators=[DataRequired(_("Give an address.")), at_most(254), Email(_("This is no address."))]
    )
