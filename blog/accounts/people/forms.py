"""Forms of the people pages; each asks for the password again when it was not given lately."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, RadioField, SelectChoice
from wtforms.validators import DataRequired, Length

from blog.accounts.signin.forms import MAX_NAME_LENGTH, AddressField
from blog.accounts.signin.password_hashing import MAX_PASSWORD_LENGTH
from blog.models import Role
from blog.web.forms.base import Form, LineField

ROLE_LABELS = {
    Role.CONTRIBUTOR: _("Contributor: writes and hands in"),
    Role.AUTHOR: _("Author: publishes own articles"),
    Role.EDITOR: _("Editor: decides about everybody’s articles"),
    Role.ADMINISTRATOR: _("Administrator: also people, readers and mail"),
}


class ReauthenticationForm(Form):
    """A form that may ask for the own password again."""

    reason = _("Enter your own password: this changes what someone is allowed to do.")
    """Why the password is needed."""

    present = PasswordField(
        _("Your own password"),
        validators=[Length(max=MAX_PASSWORD_LENGTH, message=_("This is longer than any password here."))],
        render_kw={"autocomplete": "current-password", "maxlength": MAX_PASSWORD_LENGTH},
    )


class ProofForm(ReauthenticationForm):
    """Proof of identity alone."""

    reason = _("Enter your own password.")


class RoleForm(ReauthenticationForm):
    """New role of a person."""

    role = RadioField(_("Role"), choices=[SelectChoice(role.value, label) for role, label in ROLE_LABELS.items()])
    seen = HiddenField()
    """The role that the page showed, against lost updates."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.present.id = "role-present"  # The page asks for the password in a second form too.


class InvitationForm(ReauthenticationForm):
    """Name, address and role of an invited person."""

    name = LineField(
        _("Name"),
        validators=[
            DataRequired(_("Enter the name.")),
            Length(min=1, max=MAX_NAME_LENGTH, message=_("The name may have 1 to 100 characters.")),
        ],
        render_kw={"autocomplete": "off", "maxlength": MAX_NAME_LENGTH},
    )
    address = AddressField(_("E-mail address"))
    role = RadioField(
        _("Role"),
        choices=[SelectChoice(role.value, label) for role, label in ROLE_LABELS.items()],
        default=Role.CONTRIBUTOR.value,
    )
