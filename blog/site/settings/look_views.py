"""The preview of a look: its colours as a style sheet, and what there is to say of each."""

from dataclasses import replace
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from blog.models import Role
from blog.site.blueprint import blueprint
from blog.site.settings.look_check import accent_verdicts, chosen_theme_colours
from blog.web.access.policy import staff
from blog.web.assets.chosen_typeface import face_rules, load_typeface
from blog.web.site_identity.look.site_tokens import tokens_css
from blog.web.site_identity.look.typefaces import TYPEFACES
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.site_colours import colours_of
from blog.web.site_identity.site_settings import DECLARED, SiteSettings

LOOK = ("theme", "typeface", "accent_light", "accent_dark", "paper")
"""The settings that the style sheet of a preview depends on."""
WHERE = ".look__page"

blueprint.app_template_global("accent_verdicts")(accent_verdicts)


@blueprint.get("/desk/settings/preview.css")
@staff(Role.ADMINISTRATOR)
def preview_style() -> ResponseReturnValue:
    """Answer with the look that the address names, for the previews of a page alone; what is none is left out."""
    named: dict[str, Any] = {key: text for key, text in request.args.items() if is_possible(key, text)}
    site = replace(site_settings(), **named)
    colours = tokens_css(colours_of(site, chosen_theme_colours(site)), WHERE)
    face = TYPEFACES.get(site.typeface)
    rules = face_rules(face, WHERE) if face and load_typeface(face, make=True) else ""
    return Response(f"{colours}{rules}", mimetype="text/css")


def is_possible(key: str, text: str) -> bool:
    """Return whether *text* can be the setting *key* of a look."""
    declared = DECLARED.get(key) if key in LOOK else None
    return declared is not None and declared.accepts(text) and not (text and declared.check and declared.check(text))


@blueprint.app_template_global()
def preview_style_address(site: SiteSettings) -> str:
    """Return the address of the style sheet for previews of *site*."""
    return url_for("site.preview_style", **{key: getattr(site, key) for key in LOOK})
