"""The shape of the forms that set when an article goes live and when it ends."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import DateTimeLocalInput

from blog.authoring.drafts.time_formats import say_moment
from blog.authoring.fields import add_error, at_most
from blog.authoring.publication_page.forms import PublicationForm, make_overruling
from blog.authoring.publishing.wall_clock import ComesTwice, LeftOut, NotATime, read_wall_time
from blog.web.forms.base import Form, LineField


def make_moment(**more: str) -> LineField:
    """Return the field of a date and time."""
    return LineField(_("Date and time"), validators=[at_most(40)], widget=DateTimeLocalInput(), **more)


class WallTimeForm(Form):
    """A date and time on the site's clock; what was typed is kept as it was typed."""

    moment = make_moment()
    turn = RadioField(_("Which of the two"), validators=[Optional()], choices=[], validate_choice=False)
    """Asked only for a time that comes twice, since the clocks are put back over it."""

    def read_moment(self, zone: ZoneInfo) -> datetime | None:
        """Return the moment that was typed, or None with the reason beside the field."""
        self.turn.choices = []
        if not self.validate():
            return None
        try:
            return read_wall_time(self.moment.data or "", zone, turn=self.chosen_turn)
        except NotATime:
            add_error(self.moment, gettext("Give a date and a time."))
        except LeftOut as gap:
            sentence = gettext("The clocks leave this time out: they go on to %(time)s. Choose another one.")
            add_error(self.moment, sentence % {"time": say_moment(gap.shown)})
        except ComesTwice as both:
            self.ask_which(both, zone)
        return None

    @property
    def chosen_turn(self) -> int | None:
        """Return which of two times is meant, 0 or 1, or None when nobody said it."""
        return int(self.turn.data) if self.turn.data in {"0", "1"} else None

    def ask_which(self, both: ComesTwice, zone: ZoneInfo) -> None:
        """Offer the two moments that the typed time can mean."""
        names = (gettext("The first, before the clocks are put back"), gettext("The second, after it"))
        offsets = (moment.astimezone(zone).strftime("%Z, UTC%z") for moment in both.moments)
        pairs = enumerate(zip(names, offsets, strict=True))
        self.turn.choices = [SelectChoice(str(turn), f"{name} ({offset})") for turn, (name, offset) in pairs]
        add_error(self.moment, gettext("This time comes twice, since the clocks are put back. Say which one is meant."))


class ScheduleForm(WallTimeForm, PublicationForm):
    """When an article goes live; the buttons say whether readers are told."""

    overruling = make_overruling(id="overruling-later")


class EndForm(WallTimeForm):
    """When an article leaves the lists."""

    moment = make_moment(id="end-moment")
    seen = HiddenField()
    deed = StringField(default="set")
    """set or lift: which button was pressed."""
