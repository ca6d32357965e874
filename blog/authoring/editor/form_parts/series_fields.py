"""The series in the editor's form: which one, and which part of it the article is."""

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import object_session
from wtforms import SelectField
from wtforms.validators import ValidationError

from blog.authoring.drafts.topics import PartPlace, list_parts
from blog.models import MAX_PARTS, Article, Topic
from blog.web.forms.base import CleanHiddenField, Form, LineField
from blog.web.forms.row_ids import read_id


class SeriesForm(Form):
    """The series of an article and its place there, counted with the drafts."""

    series = SelectField(_("Series"), default="", validate_choice=False)
    part = LineField(_("Place in the series"))
    part_seen = CleanHiddenField()
    """The place that the page showed: one that was not changed there is not moved back to it."""

    def offer_series(self, topics: Sequence[Topic]) -> None:
        """Let the series among *topics* be chosen."""
        found = [(str(topic.id), topic.name) for topic in topics if topic.is_series]
        self.series.choices = [("", gettext("None")), *found]

    def validate_series(self, field: SelectField) -> None:
        """Refuse what no series ever had as key; one that was merged while the page was open is led on by the save."""
        if field.data and self.chosen_series() is None:
            raise ValidationError(gettext("Choose one from the list."))

    def validate_part(self, field: LineField) -> None:
        """Refuse what is no number of a part."""
        if field.data and not 0 < (read_id(field.data) or 0) <= MAX_PARTS:
            raise ValidationError(gettext("Give a number from 1 to %(most)d, or leave this empty.", most=MAX_PARTS))

    def chosen_series(self) -> int | None:
        """Return the key of the chosen series, or None."""
        return read_id(self.series.data or "")

    def list_filed(self) -> list[int]:
        """Return the chosen series as the key of a topic, none as no key."""
        chosen = self.chosen_series()
        return [chosen] if chosen else []

    def chosen_part(self) -> PartPlace | None:
        """Return to which place the article shall be moved; None where the page did not change it."""
        chosen = self.chosen_series()
        return PartPlace(chosen, int(self.part.data)) if chosen and self.part.data and self.is_moved else None

    @property
    def is_moved(self) -> bool:
        """Return whether another place was typed than the page showed."""
        return (self.part.data or "") != (self.part_seen.data or "")


def find_series(article: Article) -> Topic | None:
    """Return the series of *article*; of several the first by name, the others stand among its topics."""
    return next((topic for topic in article.topics if topic.is_series), None)


def describe_part(article: Article) -> dict[str, str]:
    """Return the fields of the form that say which part *article* is; empty ones outside a series."""
    series, session = find_series(article), object_session(article)
    parts = list_parts(session, series.id) if series and session else []
    place = str(parts.index(article.id) + 1) if article.id in parts else ""
    return {"part": place, "part_seen": place}
