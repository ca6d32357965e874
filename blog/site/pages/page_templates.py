"""Templates of pages without date: texts with gaps to fill, and what the page begun from each is for."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from blog.models import PagePlace, PagePurpose


@dataclass(frozen=True)
class PageTemplate:
    """A text to begin with: templates/site/pages/texts/<name>.md; the empty one has none."""

    name: str
    label: LazyString
    hint: LazyString
    """What the page is for, in a sentence."""
    title: LazyString | None = None
    slug: str = ""
    """The address that the page gets if it is free; "" for one made from the title."""
    purpose: PagePurpose = PagePurpose.GENERAL
    place: PagePlace = PagePlace.FOOTER

    @property
    def file(self) -> str:
        """Return the name of the template file, "" for an empty page."""
        return f"site/pages/texts/{self.name}.md" if self.name != EMPTY else ""


EMPTY = "empty"
IMPRINT = {"title": _("Imprint"), "slug": "imprint", "purpose": PagePurpose.IMPRINT}
TEMPLATES = (
    PageTemplate(EMPTY, _("Empty page"), _("You write all of it.")),
    PageTemplate(
        "about",
        _("About"),
        _("Who you are, what you report on, and who pays for it."),
        _("About us"),
        "about",
        PagePurpose.ABOUT,
        PagePlace.MASTHEAD,
    ),
    PageTemplate(
        "contact",
        _("Contact"),
        _("How readers reach the newsroom."),
        _("Contact"),
        "contact",
        PagePurpose.CONTACT,
    ),
    PageTemplate(
        "imprint_germany",
        _("Imprint for Germany"),
        _("What section 5 of the DDG and section 18 of the MStV ask for."),
        **IMPRINT,
    ),
    PageTemplate(
        "imprint_austria",
        _("Imprint for Austria"),
        _("What sections 24 and 25 of the MedienG and section 5 of the ECG ask for."),
        **IMPRINT,
    ),
    PageTemplate(
        "imprint_switzerland",
        _("Imprint for Switzerland"),
        _("What article 3 of the UWG asks for, and article 322 of the criminal code."),
        **IMPRINT,
    ),
    PageTemplate(
        "privacy",
        _("Privacy"),
        _("What this program stores of readers, why and for how long. That part keeps itself up to date."),
        _("Privacy"),
        "privacy",
        PagePurpose.PRIVACY,
    ),
    PageTemplate(
        "accessibility",
        _("Accessibility statement"),
        _("How accessible the site is, and to whom readers report a barrier."),
        _("Accessibility"),
        "accessibility",
        PagePurpose.ACCESSIBILITY,
    ),
)


def find_template(name: str) -> PageTemplate:
    """Return the template with this *name*, the empty one for any other."""
    return next((template for template in TEMPLATES if template.name == name), TEMPLATES[0])
