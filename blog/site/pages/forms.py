"""Forms of the pages without date."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import DataRequired, Length

from blog.models import PagePlace, PagePurpose
from blog.site.pages.page_templates import EMPTY, TEMPLATES
from blog.web.forms.base import Form, LineField
from blog.web.forms.row_ids import read_id
from blog.web.forms.shared_form import SharedForm

PLACES = {
    PagePlace.MASTHEAD: _("At the top of every page"),
    PagePlace.FOOTER: _("At the foot of every page"),
    PagePlace.NOWHERE: _("Nowhere"),
}
"""Where the link to a page stands."""
PURPOSES = {
    PagePurpose.GENERAL: _("Any page"),
    PagePurpose.ABOUT: _("About the site"),
    PagePurpose.CONTACT: _("Contact"),
    PagePurpose.IMPRINT: _("Imprint: linked in every mail"),
    PagePurpose.PRIVACY: _("Privacy: linked beside every form that asks for an address"),
    PagePurpose.ACCESSIBILITY: _("Accessibility statement"),
}


class BeginningForm(Form):
    """Title and template of a new page."""

    template = RadioField(
        _("Begin with"), choices=[SelectChoice(template.name, template.label) for template in TEMPLATES], default=EMPTY
    )
    title = LineField(_("Title"), validators=[Length(max=200, message=_("Please shorten this to 200 characters."))])


class OptionsForm(SharedForm):
    """Where the link to a page stands, and what the page is for."""

    place = SelectField(_("Link to it"), choices=[SelectChoice(place.value, label) for place, label in PLACES.items()])
    purpose = SelectField(
        _("What it is for"), choices=[SelectChoice(one.value, label) for one, label in PURPOSES.items()]
    )


class PagePublicationForm(Form):
    """Publishes the version that was shown."""

    seen = HiddenField(validators=[DataRequired()])
    has_gaps_allowed = BooleanField(_("Publish it with these gaps"))


def places_of(values: Any) -> dict[int, PagePlace]:
    """Return the place that a form of all pages, *values*, names for each page that it moves: fields place-<id>.

    A page that is left where it was shown, in field was-<id>, stays where another person may have put it since.
    """
    known = {place.value: place for place in PagePlace}
    pairs = ((name.removeprefix("place-"), value) for name, value in values.items() if name.startswith("place-"))
    return {
        id: known[value]
        for key, value in pairs
        if (id := read_id(key)) and value in known and value != values.get(f"was-{key}")
    }
