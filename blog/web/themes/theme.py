"""A theme as it is used: read once, checked, and held in memory until the next start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

TOKENS = "tokens.css"
STYLE = "theme.css"
STATIC_FOLDER = "static"
TEMPLATE_FOLDER = "templates"


class BrokenTheme(Exception):
    """A theme cannot be used; *faults* say why, a sentence each."""

    def __init__(self, name: str, faults: Iterable[str]) -> None:
        self.name = name
        self.faults = tuple(faults)
        super().__init__("\n".join(f"The theme {name}: {fault}" for fault in self.faults))


@dataclass(frozen=True)
class Theme:
    """What stands in the folder of a theme; all parts may be missing."""

    name: str
    """As BLOG_THEME and the settings at the desk name it; of a folder that is its last part."""
    folder: Path | None = None
    """None is the look of Broadsheet itself."""
    tokens: str = ""
    style: str = ""
    static: Mapping[str, bytes] = field(default_factory=dict)
    """Content of the files in static/ by their path inside it, with slashes."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Source of the templates by name, such as articles/article/show.html."""

    def path_of(self, template: str) -> str:
        """Return the file of the template *template*, as error messages and traces name it."""
        return str((self.folder or Path()) / TEMPLATE_FOLDER / template)


OWN_LOOK = Theme("broadsheet")
"""The look of this program without a theme."""
