"""Check of the theme: whether its colours can be read, and whether its templates fit this version."""

from collections.abc import Iterator

from jinja2 import Environment

from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong
from blog.web.themes.contrast import contrast_faults
from blog.web.themes.template_loading import SiteTemplates
from blog.web.themes.theme import OWN_LOOK, Theme
from blog.web.themes.theme_templates import lost_blocks, needless_templates
from blog.web.themes.token_colours import token_colours, unjudged_colours

ABOUT = "theme"


def check_theme(theme: Theme, environment: Environment) -> Iterator[Diagnosis]:
    """Say what readers cannot read with *theme*, and what of it does not fit our templates in *environment*."""
    findings = [*check_colours(theme), *check_templates(theme, environment)]
    yield from findings
    if theme == OWN_LOOK:
        yield ok(ABOUT, "Pages have the look of Broadsheet itself.")
    elif not findings:
        yield ok(ABOUT, f"Pages have the theme {theme.name}; its colours can be read, and its templates fit.")


def check_colours(theme: Theme) -> Iterator[Diagnosis]:
    """Say which colours stand too close together, and which could not be looked at."""
    yield from (wrong(ABOUT, fault) for fault in contrast_faults(token_colours(theme)))
    for name in unjudged_colours(theme):
        yield warn(
            ABOUT,
            f"--{name} is not written as light-dark(#rrggbb, #rrggbb): its contrast is unknown, and mail has ours.",
        )


def check_templates(theme: Theme, environment: Environment) -> Iterator[Diagnosis]:
    """Say which promised blocks are lost, and which templates take the place of nothing."""
    if not isinstance(environment.loader, SiteTemplates):
        return
    for name, blocks in lost_blocks(theme, environment).items():
        yield wrong(
            ABOUT,
            f"templates/{name} lacks the blocks {', '.join(blocks)}: extend broadsheet/{name}, or add them.",
        )
    for name in needless_templates(theme, set(environment.loader.ours.list_templates()), environment):
        yield warn(ABOUT, f"templates/{name} takes the place of no template of this version, and none names it.")
