"""site_settings(): the settings of the site as pages, mails and cards read them."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import select

from blog.config.settings import Settings, current_settings
from blog.database import AnySession, db
from blog.models import SiteSetting
from blog.text.language import SITE_ZONE
from blog.web.cache.site_values import per_version
from blog.web.site_identity.site_settings import DECLARED, SiteSettings

KNOWN = "known_site_settings"
ROWS = select(SiteSetting.key, SiteSetting.value)


def init_site_identity(app: Flask) -> None:
    """Let pages and mails of *app* follow the time zone that is chosen at the desk."""
    app.extensions[SITE_ZONE] = lambda: site_settings().timezone


def site_settings() -> SiteSettings:
    """Return the settings that hold now; needs an application context, in which they are read once.

    For an anonymous request they are read once per content version. The worker, whose
    context lasts, calls load_site_settings() before each batch.
    """
    settings = current_settings()
    kept: tuple[Settings, SiteSettings] | None = g.get("site_settings")
    if kept is None or kept[0] is not settings:
        kept = per_version("site_settings", lambda: (settings, read_site_settings(db.session)))
        if kept[0] is not settings:  # The application runs with other settings of the server than a moment ago.
            kept = settings, read_site_settings(db.session)
        g.site_settings = kept
    return kept[1]


def load_site_settings(session: AnySession) -> None:
    """Read the settings again, in the transaction of *session*, for all that follows in this context."""
    g.site_settings = current_settings(), read_site_settings(session)


def read_site_settings(session: AnySession) -> SiteSettings:
    """Return the settings as the database and the environment say, and remember them for use_known_settings()."""
    rows: dict[str, Any] = {key: value for key, value in session.execute(ROWS)}  # noqa: C416 - rows, not pairs.
    values = resolve(rows, current_settings())
    current_app.extensions[KNOWN] = values
    return values


def resolve(rows: Mapping[str, object], settings: Settings) -> SiteSettings:
    """Return the settings of *rows*; what the environment fixes comes from *settings*, as what has no fitting row."""
    values = {
        key: rows[key]
        for key, declared in DECLARED.items()
        if key in rows and not declared.is_fixed(settings) and declared.accepts(rows[key])
    }
    server: dict[str, Any] = {key: declared.server_value(settings) for key, declared in DECLARED.items()}
    return SiteSettings(**{**server, **values})


def forget_site_settings() -> None:
    """Let the next call read the settings again, such as after they were changed."""
    g.pop("site_settings", None)


def use_known_settings() -> None:
    """Let this context use what was read last, or what the environment says: the database may be away."""
    settings = current_settings()
    g.site_settings = settings, current_app.extensions.get(KNOWN) or resolve({}, settings)
