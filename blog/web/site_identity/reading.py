"""site_settings(): the settings of the site as pages, mails and cards read them."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import Connection, select

from blog.config.settings import Settings, current_settings
from blog.database import CONTENT_LANGUAGE, AnySession, db
from blog.models import SiteSetting
from blog.text.language import LOCALITY, MAIN_LANGUAGE, app_context
from blog.web.cache.site_values import per_version
from blog.web.site_identity.site_settings import DECLARED, SiteSettings

KNOWN = "known_site_settings"
ROWS = select(SiteSetting.key, SiteSetting.value)


def init_site_identity(app: Flask) -> None:
    """Let pages, mails and orders of *app* follow the languages and the time zone that are chosen at the desk."""
    app.extensions[LOCALITY] = site_settings
    app.extensions[CONTENT_LANGUAGE] = read_content_language


def site_settings() -> SiteSettings:
    """Return the settings that hold now; needs an application context, in which they are read once.

    For an anonymous request they are read once per content version. The worker, whose
    context lasts, calls load_site_settings() before each batch.
    """
    context = app_context()
    settings: Settings = context.app.extensions["settings"]
    kept: tuple[Settings, SiteSettings] | None = context.g.get("site_settings")
    if kept is None or kept[0] is not settings:
        kept = per_version("site_settings", lambda: (settings, read_site_settings(db.session)))
        if kept[0] is not settings:  # The application runs with other settings of the server than a moment ago.
            kept = settings, read_site_settings(db.session)
        keep(kept)
    return kept[1]


def keep(kept: tuple[Settings, SiteSettings]) -> None:
    """Let this context use what was read."""
    g.site_settings = kept
    MAIN_LANGUAGE.set(kept[1].language)


def load_site_settings(session: AnySession) -> None:
    """Read the settings again, in the transaction of *session*, for all that follows in this context."""
    keep((current_settings(), read_site_settings(session)))


def read_site_settings(session: AnySession) -> SiteSettings:
    """Return the settings as the database and the environment say, and remember them for use_known_settings()."""
    rows: dict[str, Any] = {key: value for key, value in session.execute(ROWS)}  # noqa: C416 - rows, not pairs.
    values = resolve(rows, current_settings())
    current_app.extensions[KNOWN] = values
    return values


def read_content_language(session: AnySession | Connection) -> str:
    """Return the tag of the language of articles that name none, as *session* reads it now."""
    chosen = session.execute(ROWS.where(SiteSetting.key.in_(("language", "content_language"))))
    rows: dict[str, Any] = {key: value for key, value in chosen}  # noqa: C416 - rows, not pairs.
    values = resolve(rows, current_settings())
    return values.content_language or values.language


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
    MAIN_LANGUAGE.set("")


def use_known_settings() -> None:
    """Let this context use what was read last, or what the environment says: the database may be away."""
    settings = current_settings()
    keep((settings, current_app.extensions.get(KNOWN) or resolve({}, settings)))
