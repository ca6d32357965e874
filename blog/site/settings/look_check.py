"""Checks of settings against each other: whether the accents can be read on the paper, in both schemes."""

from collections.abc import Mapping

from blog.web.site_identity.look.colour_verdicts import ColourVerdict, judge_accents
from blog.web.site_identity.site_colours import colour_choice
from blog.web.site_identity.site_settings import SiteSettings
from blog.web.themes.token_colours import theme_colours


def accent_verdicts(site: SiteSettings) -> Mapping[str, ColourVerdict]:
    """Return the verdicts on the accents of *site*, by key of setting; needs an application context."""
    return judge_accents(colour_choice(site), theme_colours())


def find_faults(section: str, site: SiteSettings) -> Mapping[str, str]:
    """Return a sentence for each setting of *section* that does not go with the others of *site*, by its key."""
    if section != "look":
        return {}
    return {key: verdict.sentence for key, verdict in accent_verdicts(site).items() if verdict.nearest}
