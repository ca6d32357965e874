"""Forms for the schedule and the end of an article."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import DateTimeLocalInput

from blog.authoring.drafts.time_formats import format_moment
from blog.authoring.fields import add_error, max_length
from blog.authoring.publication_page.forms import PublicationForm, make_override_field
from blog.authoring.publishing.wall_clock import AmbiguousTime, InvalidTime, NonexistentTime, parse_wall_time
from blog.web.forms.base import Form, LineField


def make_time_field(**more: str) -> LineField:
    """Return the field of a date and time."""
    return LineField(_("Date and time"), validators=[max_length(40)], widget=DateTimeLocalInput(), **more)


class WallTimeForm(Form):
    """A local date and time in the site's time zone; the typed text is kept."""

    moment = make_time_field()
    turn = RadioField(_("Which of the two"), validators=[Optional()], choices=[], validate_choice=False)
    """Asked only for an ambiguous time, over which the clocks are put back."""

    def read_moment(self, zone: ZoneInfo) -> datetime | None:
        """Return the moment that was typed, or None with the reason beside the field."""
        self.turn.choices = []
        if not self.validate():
            return None
        try:
            return parse_wall_time(self.moment.data or "", zone, fold=self.chosen_fold)
        except InvalidTime:
            add_error(self.moment, gettext("Give a date and a time."))
        except NonexistentTime as gap:
            sentence = gettext("The clocks leave this time out: they go on to %(time)s. Choose another one.")
            add_error(self.moment, sentence % {"time": format_moment(gap.shown)})
        except AmbiguousTime as ambiguous:
            self.offer_folds(ambiguous, zone)
        return None

    @property
    def chosen_fold(self) -> int | None:
        """Return which of two times is meant, 0 or 1, or None for no choice."""
        return int(self.turn.data) if self.turn.data in {"0", "1"} else None

    def offer_folds(self, ambiguous: AmbiguousTime, zone: ZoneInfo) -> None:
        """Offer the two moments of an ambiguous time."""
        names = (gettext("The first, before the clocks are put back"), gettext("The second, after it"))
        offsets = (moment.astimezone(zone).strftime("%Z, UTC%z") for moment in ambiguous.moments)
        pairs = enumerate(zip(names, offsets, strict=True))
        self.turn.choices = [SelectChoice(str(turn), f"{name} ({offset})") for turn, (name, offset) in pairs]
        add_error(self.moment, gettext("This time comes twice, since the clocks are put back. Say which one is meant."))


class ScheduleForm(WallTimeForm, PublicationForm):
    """When an article goes live, with or without alert."""

    overruling = make_override_field(id="overruling-later")


class EndForm(WallTimeForm):
    """When an article ends."""

    moment = make_time_field(id="end-moment")
    seen = HiddenField()
    deed = StringField(default="set")
    """set or lift: which button was pressed."""
