"""The tabs over all pages of settings: the declared sections, and pages of other parts that belong beside them."""

from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from blog.site.blueprint import blueprint
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
    """Return the tabs in their order; what another part adds stands after the declared sections."""
    sections = [SettingsTab(section.label, "site.settings", {"name": section.name}) for section in SECTIONS]
    return [*sections, *MORE_TABS]


MORE_TABS: tuple[SettingsTab, ...] = (SettingsTab(_l("Messages"), "site.mail", prefix="site.save_mail"),)
"""Pages that belong to the settings and are no declared section."""
