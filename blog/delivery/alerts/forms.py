"""Forms of the alert's page."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField

from blog.web.forms.base import Form


class ControlForm(Form):
    """A button, which sends only the CSRF token."""


class RetryForm(Form):
    """Which failed messages are sent again."""

    has_bounced = BooleanField(_("Also what bounced later, unless the address is suppressed"))


class DecisionForm(Form):
    """Whether uncertain messages are sent again."""

    choice = StringField(default="leave")
    """again or leave."""

    def is_resend(self) -> bool:
        """Return whether to send again; any value but "again" means no."""
        return bool(self.choice.data == "again")
