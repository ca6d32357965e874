"""Forms of the publication page."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import DataRequired, Email, NumberRange, Optional
from wtforms.widgets import HiddenInput

from blog.authoring.drafts.writing import require_unchanged
from blog.authoring.fields import add_error, max_length
from blog.models import AlertForm, AlertLevel, Article, Picture
from blog.text.wording.page_words import squeeze
from blog.web.forms.base import Form, LineField, ProseField, WholeNumberField


class LevelForm(Form):
    """The level of an alert."""

    level = StringField(default=AlertLevel.NORMAL.value)
    includes_told = BooleanField(_("Also alert readers who had it in another language"))

    @property
    def chosen_level(self) -> AlertLevel:
        """Return the level, normal for an unknown value."""
        return parse_level(self.level.data)


def parse_level(value: str | None) -> AlertLevel:
    """Return the level with this value, normal for an unknown one."""
    return next((level for level in AlertLevel if level == value), AlertLevel.NORMAL)


def make_override_field(id: str) -> ProseField:
    """Return the field for the reason why the findings of the checks are overruled."""
    return ProseField(_("Reason for publishing anyway"), id=id, validators=[max_length(1000)])


class PublicationForm(LevelForm):
    """Publish, with or without alert."""

    seen = HiddenField()
    """Stamp of the version that was shown; empty when the person did not see the page."""
    alert = StringField(default="no")
    """yes or no: whether readers get an alert."""
    overruling = make_override_field(id="overruling")

    def require_unchanged(self, article: Article) -> None:
        """Check that the version of *article* is the one that was shown.

        Raises:
            EditConflict: a newer version was saved since.
        """
        if self.seen.data:
            require_unchanged(article, self.seen.data)

    def update_seen(self, article: Article) -> None:
        """Set the version to the present one of *article*, for the page that shows it now."""
        self.seen.data = article.revision

    def add_override_error(self) -> None:
        """Ask for the reason, as an error of its field."""
        add_error(self.overruling, gettext("Fix what was found, or give the reason for publishing anyway."))

    def has_alert(self) -> bool:
        """Return whether an alert is wanted; anything but yes means no."""
        return bool(self.alert.data == "yes")


class UpdateForm(LevelForm):
    """An update for the followers of an article."""

    note = ProseField(_("What is new"), validators=[DataRequired(_("Say in a sentence what is new.")), max_length(500)])
    updates = WholeNumberField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, 2**31 - 1)])
    """How many updates there were when the page was shown."""


class AlertFormForm(LevelForm):
    """How much of an article its alert carries."""

    alert_form = StringField(default="")

    @property
    def chosen_form(self) -> AlertForm | None:
        """Return the form, None for that of the site."""
        return next((form for form in AlertForm if form == self.alert_form.data), None)


class TestMailForm(LevelForm):
    """The address of a test mail."""

    address = LineField(
        _("Address"),
        validators=[DataRequired(_("Enter an address.")), max_length(254), Email(_("Enter a valid e-mail address."))],
    )


class ErasureForm(Form):
    """The headline once more, the reason, and the pictures that go too."""

    reason = ProseField(
        _("Reason, for the activity log"),
        validators=[DataRequired(_("Say why; it is kept in the activity log.")), max_length(500)],
    )
    headline = LineField(_("Type the headline to confirm"))
    pictures = SelectMultipleField(_("Pictures"), coerce=int)

    def __init__(self, article: Article, pictures: Sequence[Picture]) -> None:
        self.article, self.offered = article, pictures
        super().__init__()
        self.pictures.choices = [(picture.id, picture.key) for picture in pictures]

    def validate_headline(self, field: LineField) -> None:
        """Check that the headline of the article was typed, whatever its quotes and capitals."""
        if squeeze(field.data or "").casefold() != squeeze(self.article.headline).casefold():
            raise ValidationError(gettext("This is not the headline of the article."))
