"""Forms of the topics at the desk."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import TextArea

from blog.models import MAX_TOPIC_NAME, Topic, topic_key
from blog.site.topics.editing import TopicText
from blog.web.addresses.topic_slugs import MAX_TOPIC_SLUG
from blog.web.forms.base import CleanHiddenField, Form, LineField
from blog.web.forms.row_ids import NO_ROW, parse_id, read_id
from blog.web.forms.shared_form import SharedForm

MAX_DESCRIPTION = 300
STEPS = {"up": -1, "down": 1}
"""Values of the buttons that move something in a list."""
SEPARATORS = ",،、"
"""Commas of several scripts part the names of topics in the editor, so that no name holds one."""


class TopicForm(SharedForm):
    """Name and description of a topic, and of one that exists also its address."""

    name = LineField(
        _("Name"),
        validators=[
            DataRequired(_("Give the topic a name.")),
            Length(max=MAX_TOPIC_NAME, message=_("A name may have up to 60 characters.")),
        ],
    )
    description = LineField(
        _("Description"),
        validators=[Length(max=MAX_DESCRIPTION, message=_("This may have up to 300 characters."))],
        widget=TextArea(),
    )
    slug = LineField(
        _("Address"), validators=[Length(max=MAX_TOPIC_SLUG, message=_("An address may have up to 70 characters."))]
    )

    is_series = BooleanField(_("A series: its articles are parts in an order"))

    def validate_name(self, field: Any) -> None:
        """Refuse a name with a comma, which parts names in the editor, and one of accents alone, such as ´."""
        if not topic_key(field.data or ""):
            raise ValidationError(gettext("Give the topic a name."))
        if any(sign in (field.data or "") for sign in SEPARATORS):
            raise ValidationError(gettext("Leave commas out: in the editor they separate topics."))

    def to_text(self) -> TopicText:
        """Return what was typed."""
        words = (self.name.data or "", self.description.data or "", self.slug.data or "")
        return TopicText(*words, is_series=bool(self.is_series.data))


class PlaceForm(Form):
    """A step of one topic in the masthead: up, down, in or out."""

    step = HiddenField()


class OrderForm(Form):
    """The order of the masthead, as a script sends it."""

    topic = SelectMultipleField(coerce=parse_id, validate_choice=False)


class PartsForm(Form):
    """The parts of a series in an order, and the button that moves one of them, such as "up-12"."""

    part = SelectMultipleField(coerce=parse_id, validate_choice=False)
    move = StringField()

    def to_order(self) -> list[int]:
        """Return the keys in the order that was sent, after the move."""
        order = list(dict.fromkeys(self.part.data or ()))
        direction, _dash, typed = (self.move.data or "").partition("-")
        moved = read_id(typed)
        if direction not in STEPS or moved not in order:
            return order
        place = order.index(moved)
        order.insert(max(0, place + STEPS[direction]), order.pop(place))
        return order


class MergeForm(Form):
    """Two topics, and the word that they are the same."""

    source = SelectField(_("Merge"), coerce=parse_id, validate_choice=False)
    target = SelectField(_("Into"), coerce=parse_id, validate_choice=False)
    is_sure = BooleanField(_("I have checked that these are the same"))

    def set_topics(self, topics: Iterable[Topic]) -> None:
        """Offer *topics* in both fields."""
        choices = [(NO_ROW, gettext("Choose a topic")), *((topic.id, topic.name) for topic in topics)]
        self.source.choices = self.target.choices = choices


class TopicPictureForm(Form):
    """The picture of a topic: the key of one of the library, or nothing to take it away."""

    picture = CleanHiddenField()


class TopicDeletionForm(Form):
    """Confirmation of a deletion; only the CSRF token."""
