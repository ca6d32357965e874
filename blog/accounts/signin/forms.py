"""Forms for signing in and for the own account; passwords are taken as typed, never cleaned, never shown again."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, PasswordField, SelectChoice, SelectField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from blog.accounts.signin.login_address import MAX_LOGIN_ADDRESS_LENGTH
from blog.accounts.signin.password_hashing import MAX_PASSWORD_LENGTH
from blog.accounts.signin.password_strength import MIN_PASSWORD_LENGTH, Weakness, find_weakness
from blog.web.forms.base import Form, LineField, ProseField

MAX_NAME_LENGTH = 100
MAX_BIOGRAPHY_LENGTH = 2000


class AddressField(LineField):
    """A required mail address; phones show the keyboard for it."""

    def __init__(self, label: str, autocomplete: str = "username", **more: Any) -> None:
        required = InputRequired(_("Enter your mail address."))
        cap = Length(max=MAX_LOGIN_ADDRESS_LENGTH, message=_("This is too long for a mail address."))
        attributes = {"type": "email", "autocomplete": autocomplete, "maxlength": MAX_LOGIN_ADDRESS_LENGTH}
        super().__init__(label, validators=[required, cap], render_kw=attributes, **more)


class RequiredPasswordField(PasswordField):
    """A required password of limited length."""

    def __init__(self, label: str, autocomplete: str = "current-password", **more: Any) -> None:
        required = InputRequired(_("Enter your password."))
        cap = Length(max=MAX_PASSWORD_LENGTH, message=_("This is longer than any password here."))
        attributes = {"autocomplete": autocomplete, "maxlength": MAX_PASSWORD_LENGTH}
        validators = [required, cap, *more.pop("validators", [])]
        super().__init__(label, validators=validators, render_kw=attributes, **more)


class SignInForm(Form):
    """Address and password."""

    address = AddressField(_("E-mail address"), "username webauthn")
    password = RequiredPasswordField(_("Password"))


class CodeForm(Form):
    """A code of the authenticator app, or a recovery code."""

    code = LineField(
        _("Code"),
        validators=[InputRequired(_("Enter a code.")), Length(max=64, message=_("This is longer than any code here."))],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"},
    )


class PasskeyForm(Form):
    """What the browser answers to a challenge, as JSON, put in by the script."""

    credential = HiddenField()


class PasswordResetForm(Form):
    """The address to which a link is sent."""

    address = AddressField(_("E-mail address"))


class NewPasswordForm(Form):
    """A new password, twice; it must not contain any of *personal_words*."""

    password = RequiredPasswordField(_("New password"), autocomplete="new-password")
    repeat = RequiredPasswordField(
        _("New password, once more"),
        autocomplete="new-password",
        validators=[EqualTo("password", message=_("This is not the same as above."))],
    )

    def __init__(self, personal_words: Iterable[str], **more: Any) -> None:
        self.personal_words = tuple(personal_words)
        super().__init__(**more)

    def validate_password(self, field: Field) -> None:
        """Reject a weak password."""
        weakness = find_weakness(field.data or "", self.personal_words)
        if weakness is not None:
            raise ValidationError(weakness_message(weakness))


class PasswordForm(NewPasswordForm):
    """Change of a password, proven by the present one."""

    current = RequiredPasswordField(_("Present password"))


class AccountForm(Form):
    """Public profile of a person: byline and biography."""

    name = LineField(
        _("Name"),
        validators=[
            InputRequired(_("Enter your name.")),
            Length(min=1, max=MAX_NAME_LENGTH, message=_("The name may have 1 to 100 characters.")),
        ],
        render_kw={"autocomplete": "name", "maxlength": MAX_NAME_LENGTH},
    )
    biography = ProseField(
        _("About you"),
        validators=[Length(max=MAX_BIOGRAPHY_LENGTH, message=_("This may have up to 2,000 characters."))],
        render_kw={"rows": 6, "maxlength": MAX_BIOGRAPHY_LENGTH},
    )
    language = SelectField(_("Language of the desk"))
    has_letter_keys = BooleanField(_("Use single-letter shortcuts at the desk"))
    has_weekly_figures = BooleanField(_("Send me the figures of the week"))

    def set_languages(self, languages: Iterable[tuple[str, str]], site: str) -> None:
        """Let the person choose one of *languages*, tag and name, or the site's, whose name *site* is."""
        own = _("The site’s language (%(name)s)", name=site)
        self.language.choices = [SelectChoice("", own), *(SelectChoice(tag, name) for tag, name in languages)]


def weakness_message(weakness: Weakness) -> str:
    """Return the error message for *weakness*."""
    messages = {
        Weakness.SHORT: ngettext(
            "Use at least %(num)d character.", "Use at least %(num)d characters.", MIN_PASSWORD_LENGTH
        ),
        Weakness.COMMON: gettext("This password is on the lists that attackers try first. Choose another one."),
        Weakness.REPEATED: gettext("This repeats itself too much. Choose another one."),
        Weakness.SEQUENCE: gettext("This is a row of letters, digits or keys. Choose another one."),
        Weakness.PERSONAL: gettext("Leave your name, your address and the name of this site out of the password."),
    }
    return str(messages[weakness])
