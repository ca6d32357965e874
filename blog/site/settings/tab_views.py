"""The tabs over all pages of settings: the declared sections, and pages of other parts that belong beside them."""

from dataclasses import dataclass, field
from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from blog.site.blueprint import blueprint
from blog.web.access.policy import policy_of
from blog.web.site_identity.setting_declaration import Words
from blog.web.site_identity.site_settings import SECTIONS


@dataclass(frozen=True)
class SettingsTab:
    """A link to the page of *endpoint* with *values*; *prefix* begins the endpoints of its other pages."""

    label: Words
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    prefix: str = ""

    @property
    def address(self) -> str:
        """Return the path of the page."""
        return url_for(self.endpoint, **self.values)

    @property
    def current(self) -> str:
        """Return the value of aria-current for the page that is asked for; "" elsewhere."""
        is_here = request.endpoint == self.endpoint and self.values.items() <= (request.view_args or {}).items()
        if is_here:
            return "page"
        return "true" if self.prefix and (request.endpoint or "").startswith(self.prefix) else ""


@blueprint.app_template_global()
def settings_tabs() -> list[SettingsTab]:
    """Return the tabs that the person may open, in their order; none where there is only one."""
    sections = [SettingsTab(section.label, "site.settings", {"name": section.name}) for section in SECTIONS]
    tabs = [tab for tab in (sections[0], LOGO, *sections[1:], *MORE_TABS) if may_open(tab.endpoint)]
    return tabs if len(tabs) > 1 else []


def may_open(endpoint: str) -> bool:
    """Return whether the signed-in person has the role that the view of *endpoint* asks for."""
    policy = policy_of(current_app.view_functions[endpoint])
    return policy is not None and policy.role is not None and bool(current_user.may(policy.role))


LOGO = SettingsTab(_l("Logo"), "site.logo")
MORE_TABS: tuple[SettingsTab, ...] = (
    SettingsTab(_l("Messages"), "site.mail", prefix="site.save_mail"),
    SettingsTab(_l("Kinds of article"), "site.kinds", prefix="site.kind"),
    SettingsTab(_l("Move in"), "moving.index", prefix="moving."),
    SettingsTab(_l("Backups"), "backups.index"),
    SettingsTab(_l("First steps"), "site.first_steps"),
)
"""Pages that belong to the settings and are no declared section."""
