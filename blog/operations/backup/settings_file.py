"""The settings of the server in a backup: lines for the environment, without secrets unless they are asked for."""

import shlex

from blog.config.settings import SETTINGS, Settings

LEADS_AWAY = frozenset({"DATABASE_URL", "MEDIA_URL", "INSTANCE_PATH"})
"""Where the site is kept, which is another place on another machine; the first holds a password, too."""


def write_settings(settings: Settings, *, with_secrets: bool) -> bytes:
    """Return what the server sets, a line each, as a shell and systemd read it."""
    lines = ["# Settings of the site when the backup was made. Where the site is kept is not among them."]
    for setting in SETTINGS:
        value = getattr(settings, setting.field)
        if setting.name not in settings.given or setting.name in LEADS_AWAY:
            continue
        if setting.meaning.endswith("Secret.") and not with_secrets:
            lines.append(f"# BLOG_{setting.name} is secret: it is not in this backup.")
        else:
            lines.append(f"BLOG_{setting.name}={shlex.quote(to_text(value))}")
    if with_secrets and "SECRET_KEY" not in settings.given:
        lines.append(f"BLOG_SECRET_KEY={shlex.quote(settings.secret_key)}")
    return "\n".join([*lines, ""]).encode()


def to_text(value: object) -> str:
    """Return *value* as the environment writes it."""
    return str(int(value)) if isinstance(value, bool) else str(value)
