"""Forms of authors: profile, account for a guest, merging, another sign-in address."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import TextArea

from blog.accounts.authors.profiles import ProfileText
from blog.accounts.people.forms import ROLE_LABELS, ReauthenticationForm
from blog.accounts.signin.forms import MAX_BIOGRAPHY_LENGTH, MAX_NAME_LENGTH, AddressField
from blog.models import Person, Profile, Role
from blog.web.forms.base import CleanHiddenField, Form, LineField, ProseField
from blog.web.forms.row_ids import NO_ROW, parse_id
from blog.web.forms.shared_form import SharedForm

MAX_LINKS = 8
MAX_LINK_LENGTH = 300


class ProfileForm(SharedForm):
    """Name and profile of a person, as readers see them."""

    name = LineField(
        _("Name"),
        validators=[
            DataRequired(_("Enter the name.")),
            Length(max=MAX_NAME_LENGTH, message=_("The name may have 1 to 100 characters.")),
        ],
    )
    role_line = LineField(
        _("Role line"), validators=[Length(max=100, message=_("This may have up to 100 characters."))]
    )
    biography = ProseField(
        _("Short biography"),
        validators=[Length(max=MAX_BIOGRAPHY_LENGTH, message=_("This may have up to 2,000 characters."))],
    )
    contact = LineField(_("Public e-mail address"))
    links = ProseField(_("Links"), widget=TextArea())
    is_on_team = BooleanField(_("Show on the staff page"))

    def validate_contact(self, field: Any) -> None:
        """Refuse what is no mail address."""
        try:
            if field.data:
                validate_email(field.data, check_deliverability=False)
        except EmailNotValidError:
            raise ValidationError(gettext("Enter a valid e-mail address.")) from None

    def validate_links(self, field: Any) -> None:
        """Refuse what is no address of a page elsewhere."""
        if len(self.read_links()) > MAX_LINKS:
            raise ValidationError(gettext("Eight links are the most."))
        for link in self.read_links():
            if not is_web_address(link):
                raise ValidationError(
                    gettext("“%(link)s” is not an address that begins with https://.", link=link[:60])
                )

    def read_links(self) -> list[str]:
        """Return the links that were typed, one a line, each once."""
        return list(dict.fromkeys(line.strip() for line in (self.links.data or "").splitlines() if line.strip()))

    def to_text(self) -> ProfileText:
        """Return what was typed."""
        biography, role_line, contact = (field.data or "" for field in (self.biography, self.role_line, self.contact))
        return ProfileText(biography, role_line, contact, self.read_links())


def is_web_address(text: str) -> bool:
    """Return whether *text* is an http or https address with a host and without spaces or user name."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_plain = len(text) <= MAX_LINK_LENGTH and not any(sign.isspace() or sign in '<>"@\\' for sign in parts.netloc)
    return parts.scheme in {"https", "http"} and "." in host and is_plain and " " not in text


def profile_data(person: Person, profile: Profile | None) -> dict[str, Any]:
    """Return the form's initial data."""
    return {
        "name": person.name,
        "biography": person.biography,
        "role_line": profile.role_line if profile else "",
        "contact": profile.contact if profile else "",
        "links": "\n".join(profile.links) if profile else "",
        "is_on_team": profile is not None and profile.team_position is not None,
    }


class AccountInvitationForm(ReauthenticationForm):
    """Address and role for a guest author who is to have an account."""

    address = AddressField(_("E-mail address"))
    role = RadioField(
        _("Role"),
        choices=[SelectChoice(role.value, label) for role, label in ROLE_LABELS.items()],
        default=Role.CONTRIBUTOR.value,
    )


class NewAddressForm(ReauthenticationForm):
    """Another sign-in address."""

    reason = _("Enter your own password: this changes how someone signs in.")
    address = AddressField(_("New e-mail address"))


class AuthorMergeForm(Form):
    """Another record of the same person, and the word that it is."""

    target = SelectField(_("Merge into"), coerce=parse_id, validate_choice=False)
    is_sure = BooleanField(_("I have checked that this is the same person"))

    def set_people(self, people: Iterable[Person]) -> None:
        """Offer *people*."""
        self.target.choices = [(NO_ROW, gettext("Choose a person")), *((one.id, one.name) for one in people)]


class PortraitForm(Form):
    """The photo of a person: the key of a picture of the library, or nothing to take it away."""

    picture = CleanHiddenField()


class StepForm(Form):
    """A step of one person on the staff page: up or down."""

    step = HiddenField()


class TeamOrderForm(Form):
    """The order of the staff page, as a script sends it."""

    person = SelectMultipleField(coerce=parse_id, validate_choice=False)


class ConfirmationForm(ReauthenticationForm):
    """Confirmation of something that cannot be undone."""
