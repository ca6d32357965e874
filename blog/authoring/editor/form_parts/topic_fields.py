"""Topics in the editor's form: those that are ticked, and more by name, which works with hundreds of them."""

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from blog.authoring.drafts.topics import split_names
from blog.authoring.fields import max_length
from blog.models import MAX_TOPIC_NAME, Topic, topic_key
from blog.web.addresses.url_converters import MAX_ID
from blog.web.forms.base import Form, LineField


class TopicsField(SelectMultipleField):
    """Topics by id; one that was merged or deleted while the page was open is no error: the save leads it on."""

    suggested: Collection[int] = ()
    """Topics that the page offers from the start: those of the masthead."""

    def pre_validate(self, form: Any) -> None:
        """Accept ids that are no choice any more, and refuse what no topic ever had."""
        if any(not 0 < key <= MAX_ID for key in self.data or ()):
            raise ValidationError(gettext("Choose one from the list."))

    def is_offered(self, choice: Any) -> bool:
        """Return whether the page shows *choice* as a box to tick."""
        return choice.checked or int(choice.data) in self.suggested


class TopicsForm(Form):
    """The topics of an article."""

    topics = TopicsField(_("Topics"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    new_topic = LineField(_("Add topics"), validators=[max_length(300)])
    """Names, parted by commas."""

    def offer_topics(self, topics: Sequence[Topic], *, may_add_topics: bool) -> None:
        """Let *topics* be chosen, and names of others be added by those who may."""
        self.topics.choices = [(topic.id, topic.name) for topic in topics]
        self.topics.suggested = {
            topic.id for topic in topics if topic.masthead_position is not None and not topic.is_series
        }
        self.known_topics = {topic.name_key for topic in topics}
        self.may_add_topics = may_add_topics

    def validate_new_topic(self, field: Any) -> None:
        """Refuse a name that is too long or of accents alone; from those who may not add topics, an unknown one."""
        for name in split_names(field.data or ""):
            if not topic_key(name):
                raise ValidationError(gettext("Give the topic a name."))
            if len(name) > MAX_TOPIC_NAME:
                raise ValidationError(gettext("The name of a topic may have up to 60 characters."))
            if not self.may_add_topics and topic_key(name) not in self.known_topics:
                raise ValidationError(gettext("There is no topic “%(name)s”. Editors can add it.", name=name))
