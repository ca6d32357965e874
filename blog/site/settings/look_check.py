"""Checks of a look as a whole: whether theme and typeface can be used, and the accents be read on its paper."""

from collections.abc import Mapping

from flask import Flask, current_app
from flask_babel import gettext as _

from blog.web.assets.chosen_typeface import load_typeface
from blog.web.site_identity.look.colour_verdicts import ColourVerdict, judge_accents
from blog.web.site_identity.look.typefaces import TYPEFACES
from blog.web.site_identity.site_colours import colour_choice
from blog.web.site_identity.site_settings import SiteSettings
from blog.web.themes.active_theme import find_usable_theme
from blog.web.themes.installed_themes import find_theme
from blog.web.themes.theme import BrokenTheme
from blog.web.themes.token_colours import ColourPair, theme_colours, token_colours


def accent_verdicts(site: SiteSettings) -> Mapping[str, ColourVerdict]:
    """Return the verdicts on the accents of *site*, by key of setting; needs an application context."""
    return judge_accents(colour_choice(site), chosen_theme_colours(site))


def chosen_theme_colours(site: SiteSettings) -> Mapping[str, ColourPair]:
    """Return the colours of the theme that *site* names; of the one in use where that cannot be read."""
    try:
        return token_colours(find_theme(site.theme))
    except BrokenTheme:
        return theme_colours()


def find_faults(section: str, site: SiteSettings) -> Mapping[str, str]:
    """Return a sentence for each setting of *section* that does not go with the others of *site*, by its key."""
    if section != "look":
        return {}
    faults = {key: verdict.sentence for key, verdict in accent_verdicts(site).items() if verdict.nearest}
    face = TYPEFACES.get(site.typeface)
    if face and not load_typeface(face, make=True):
        faults["typeface"] = str(_("The files of this typeface could not be made on the server. Choose another one."))
    try:
        find_usable_theme(app_in_use(), site.theme)
    except BrokenTheme as broken:
        words = str(_("This theme cannot be used. %(reason)s"))
        faults["theme"] = words % {"reason": " ".join(broken.faults)}
    return faults


def app_in_use() -> Flask:
    """Return the running application itself, not its proxy."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app
