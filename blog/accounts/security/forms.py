"""Forms about second factors and sessions."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, RadioField, SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from blog.accounts.signin.forms import PasskeyForm
from blog.models import Role
from blog.web.forms.base import Form, LineField

MAX_PASSKEY_NAME = 60


class PasskeyNameForm(Form):
    """What a person calls a passkey."""

    name = LineField(
        _("Name of the passkey"),
        validators=[
            DataRequired(_("Enter a name, such as that of the device.")),
            Length(max=MAX_PASSKEY_NAME, message=_("The name may have 1 to 60 characters.")),
        ],
        render_kw={"maxlength": MAX_PASSKEY_NAME, "autocomplete": "off", "dir": "auto"},
    )


class NewPasskeyForm(PasskeyNameForm, PasskeyForm):
    """A name, and what the browser made."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.name.id = "new-passkey-name"  # Beside a form for the name of each passkey.


class RequirementForm(Form):
    """From whom a second factor is required, and until when people can set it up."""

    role = RadioField(
        _("Who needs a second factor"),
        choices=[
            SelectChoice("", _("Nobody: each person decides")),
            SelectChoice(Role.ADMINISTRATOR.value, _("Administrators")),
            SelectChoice(Role.EDITOR.value, _("Editors and administrators")),
            SelectChoice(Role.AUTHOR.value, _("Authors, editors and administrators")),
            SelectChoice(Role.CONTRIBUTOR.value, _("Everybody at the desk")),
        ],
        default="",
    )
    until = DateField(_("Last day to set it up"), validators=[Optional()])

    def set_today(self, today: date) -> None:
        """Refuse a last day before *today*."""
        self.today = today

    def validate_until(self, field: Field) -> None:
        """Refuse a day that is over, since nobody could have heard of it."""
        if self.role.data and field.data is not None and field.data < self.today:
            raise ValidationError(gettext("This day is over: choose today or a later one."))
