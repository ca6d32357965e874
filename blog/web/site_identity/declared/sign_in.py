"""Signing in: from whom a second factor is required."""

from dataclasses import dataclass

from blog.web.site_identity.setting_declaration import setting


@dataclass(frozen=True, kw_only=True)
class SignInSettings:
    """Chosen on a page of its own, which the page of people leads to."""

    second_factor_role: str = setting("", "")
    """The lowest role that needs one; "" for none."""
    second_factor_until: str = setting("", "")
    """The last day on which people may do without, as 2027-01-31; "" for no such time."""
