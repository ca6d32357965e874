"""Forms of the topics at the desk."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import TextArea

from blog.models import MAX_TOPIC_NAME, Topic
from blog.site.topics.editing import TopicText
from blog.web.addresses.topic_slugs import MAX_TOPIC_SLUG
from blog.web.forms.base import Form, LineField
from blog.web.forms.row_ids import NO_ROW, parse_id

MAX_DESCRIPTION = 300
SEPARATORS = ",،、"
"""Commas of several scripts part the names of topics in the editor, so that no name holds one."""


class TopicForm(Form):
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

    def validate_name(self, field: Any) -> None:
        """Refuse a name with a comma, which parts names in the editor."""
        if any(sign in (field.data or "") for sign in SEPARATORS):
            raise ValidationError(gettext("Leave commas out: in the editor they separate topics."))

    def to_text(self) -> TopicText:
        """Return what was typed."""
        return TopicText(self.name.data or "", self.description.data or "", self.slug.data or "")


class PlaceForm(Form):
    """A step of one topic in the masthead: up, down, in or out."""

    step = HiddenField()


class OrderForm(Form):
    """The order of the masthead, as a script sends it."""

    topic = SelectMultipleField(coerce=parse_id, validate_choice=False)


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

    picture = HiddenField()


class TopicDeletionForm(Form):
    """Confirmation of a deletion; only the CSRF token."""
