"""Where the files beside the package lie, in a checkout and in an installed wheel, and which version they are."""

import tomllib
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def package_folder() -> Path:
    """Return the folder of the package blog."""
    return Path(str(resources.files("blog")))


def is_checkout() -> bool:
    """Return whether the package runs from a checkout, with migrations/ and instance/ beside it."""
    return (package_folder().parent / "migrations" / "env.py").is_file()


def migrations_folder() -> Path:
    """Return the folder of the migrations: beside the package in a checkout, inside it in a wheel."""
    folder = package_folder()
    return (folder.parent if is_checkout() else folder) / "migrations"


def default_instance_folder() -> Path:
    """Return instance/ of the checkout; for an installed package, instance/ below the working directory."""
    return (package_folder().parent if is_checkout() else Path.cwd()) / "instance"


@cache
def read_version() -> str:
    """Return the version of the package, or that of the checkout."""
    try:
        return version("broadsheet")
    except PackageNotFoundError:
        project = package_folder().parent / "pyproject.toml"
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"]) if project.exists() else "unknown"
