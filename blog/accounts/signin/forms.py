"""The forms of this room; passwords are taken as typed, never cleaned and never shown again."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import Field, PasswordField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from blog.accounts.signin.login_address import LONGEST as LONGEST_ADDRESS
from blog.accounts.signin.password_hashing import LONGEST as LONGEST_PASSWORD
from blog.accounts.signin.password_strength import SHORTEST, Weakness, find_weakness
from blog.web.forms.base import Form, LineField, ProseField

LONGEST_NAME = 100
LONGEST_BIOGRAPHY = 2000


class AddressField(LineField):
    """A mail address, for which a phone shows the fitting keys."""

    def __init__(self, label: str, **more: Any) -> None:
        required = InputRequired(_("Enter your mail address."))
        cap = Length(max=LONGEST_ADDRESS, message=_("This is too long for a mail address."))
        attributes = {"type": "email", "autocomplete": "username", "maxlength": LONGEST_ADDRESS}
        super().__init__(label, validators=[required, cap], render_kw=attributes, **more)


class SecretField(PasswordField):
    """A password that its owner knows."""

    def __init__(self, label: str, autocomplete: str = "current-password", **more: Any) -> None:
        required = InputRequired(_("Enter your password."))
        cap = Length(max=LONGEST_PASSWORD, message=_("This is longer than any password here."))
        attributes = {"autocomplete": autocomplete, "maxlength": LONGEST_PASSWORD}
        validators = [required, cap, *more.pop("validators", [])]
        super().__init__(label, validators=validators, render_kw=attributes, **more)


class SignInForm(Form):
    """Address and password."""

    address = AddressField(_("E-mail address"))
    password = SecretField(_("Password"))


class ForgotForm(Form):
    """The address to which a link is sent."""

    address = AddressField(_("E-mail address"))


class NewPasswordForm(Form):
    """A new password, twice; *words* are those by which its owner is known, which it must not contain."""

    password = SecretField(_("New password"), autocomplete="new-password")
    repeat = SecretField(
        _("New password, once more"),
        autocomplete="new-password",
        validators=[EqualTo("password", message=_("This is not the same as above."))],
    )

    def __init__(self, words: Iterable[str], **more: Any) -> None:
        self.words = tuple(words)
        super().__init__(**more)

    def validate_password(self, field: Field) -> None:
        """Refuse a password that is easily guessed."""
        weakness = find_weakness(field.data or "", self.words)
        if weakness is not None:
            raise ValidationError(explain(weakness))


class PasswordForm(NewPasswordForm):
    """The change of a password by somebody who knows the present one."""

    current = SecretField(_("Present password"))


class AccountForm(Form):
    """What readers see of a person."""

    name = LineField(
        _("Name"),
        validators=[
            InputRequired(_("Enter your name.")),
            Length(min=1, max=LONGEST_NAME, message=_("The name may have 1 to 100 characters.")),
        ],
        render_kw={"autocomplete": "name", "maxlength": LONGEST_NAME},
    )
    biography = ProseField(
        _("About you"),
        validators=[Length(max=LONGEST_BIOGRAPHY, message=_("This may have up to 2,000 characters."))],
        render_kw={"rows": 6, "maxlength": LONGEST_BIOGRAPHY},
    )


def explain(weakness: Weakness) -> str:
    """Return the sentence about *weakness* for the person who chose the password."""
    sentences = {
        Weakness.SHORT: ngettext("Use at least %(num)d character.", "Use at least %(num)d characters.", SHORTEST),
        Weakness.COMMON: gettext("This password is on the lists that attackers try first. Choose another one."),
        Weakness.REPEATED: gettext("This repeats itself too much. Choose another one."),
        Weakness.SEQUENCE: gettext("This is a row of letters, digits or keys. Choose another one."),
        Weakness.PERSONAL: gettext("Leave your name, your address and the name of this site out of the password."),
    }
    return str(sentences[weakness])
