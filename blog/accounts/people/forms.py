"""The forms of the people page; each asks for the password again when it was not given lately."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, RadioField, SelectChoice
from wtforms.validators import DataRequired, Length

from blog.accounts.signin.forms import LONGEST_NAME, AddressField
from blog.accounts.signin.password_hashing import LONGEST as LONGEST_PASSWORD
from blog.models import Role
from blog.web.forms.base import Form, LineField

ROLES = {
    Role.CONTRIBUTOR: _("Contributor: writes and hands in"),
    Role.AUTHOR: _("Author: publishes own articles"),
    Role.EDITOR: _("Editor: decides about everybody’s articles"),
    Role.ADMINISTRATOR: _("Administrator: also people, readers and mail"),
}


class ProvingForm(Form):
    """A deed for which the password may be asked again."""

    present = PasswordField(
        _("Your own password"),
        validators=[Length(max=LONGEST_PASSWORD, message=_("This is longer than any password here."))],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST_PASSWORD},
    )


class RoleForm(ProvingForm):
    """Which role a person has from now on."""

    role = RadioField(_("Role"), choices=[SelectChoice(role.value, words) for role, words in ROLES.items()])
    seen = HiddenField()
    """The role that the page showed."""


class InvitationForm(ProvingForm):
    """Who is invited, and as what."""

    name = LineField(
        _("Name"),
        validators=[
            DataRequired(_("Enter the name.")),
            Length(min=1, max=LONGEST_NAME, message=_("The name may have 1 to 100 characters.")),
        ],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    address = AddressField(_("E-mail address"))
    role = RadioField(
        _("Role"),
        choices=[SelectChoice(role.value, words) for role, words in ROLES.items()],
        default=Role.CONTRIBUTOR.value,
    )
