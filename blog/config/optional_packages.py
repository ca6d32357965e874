"""Settings that need a package beside those of every site, and what is wrong where it is missing."""

from importlib.util import find_spec

from blog.config.settings import Settings

NEEDED = {
    "sentry_dsn": ("sentry", "sentry_sdk"),
    "otel_endpoint": ("otel", "opentelemetry.exporter.otlp.proto.http"),
}
"""The extra that brings the packages, and a module that is there with them, by setting."""


def package_faults(settings: Settings) -> list[str]:
    """Return a sentence for each setting that was given without its packages."""
    given = {field: needed for field, needed in NEEDED.items() if getattr(settings, field)}
    return [missing_package(field, extra) for field, (extra, module) in given.items() if not is_installed(module)]


def missing_package(field: str, extra: str) -> str:
    """Return the sentence about the extra that a setting needs."""
    name = f"BLOG_{field.upper()}"
    return f"{name} needs packages that are not installed: install the extra {extra!r} of Broadsheet, or unset {name}."


def is_installed(module: str) -> bool:
    """Return whether *module* can be imported."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # That of a package above it.
        return False
