"""The shape of what the alert's page sends."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField

from blog.web.forms.base import Form


class ControlForm(Form):
    """A button and its token."""


class RetryForm(Form):
    """Which of the failed messages are tried again."""

    has_bounced = BooleanField(_("Also what came back later, unless the address is suppressed"))


class DecisionForm(Form):
    """What becomes of messages of which nobody knows whether they arrived."""

    choice = StringField(default="leave")
    """again or leave."""

    def is_sent_again(self) -> bool:
        """Return whether the messages go out once more; anything but a plain "again" means no."""
        return bool(self.choice.data == "again")
