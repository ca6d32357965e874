"""The folder with which a theme begins."""

from pathlib import Path

FILES = {
    "tokens.css": """\
/* Colours, sizes and typefaces. Write colours as light-dark(light, dark): "flask doctor" judges them in that form. */
:root {
  --accent: light-dark(#9b1c1f, #dd9b8c);
}
""",
    "theme.css": """\
/* Rules that win over those of the site. A file of static/ is named as url("static/logo.svg"). */
""",
    "templates/base.html": """\
{# Every page of readers. "super()" is what the site has in a block; docs/themes.md lists the blocks. #}
{% extends "broadsheet/base.html" %}
{% block footer %}
  {{ super() }}
{% endblock %}
""",
    "static/README.txt": """\
Files that are sent to readers: logo.svg, favicon.svg, typefaces, scripts in a folder of their own.
""",
}


class FolderInUse(Exception):
    """The folder holds something already."""


def write_starter(folder: Path) -> list[str]:
    """Write a theme that changes nothing yet into *folder* and return its files.

    Raises:
        FolderInUse: there is something in it.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise FolderInUse(f"{folder} is not empty: name a folder that is, or one that is not there yet.")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return list(FILES)
