"""flask theme."""

from pathlib import Path

from flask import Flask

from tests.databases import on_sqlite


@on_sqlite
def test_a_theme_is_begun_by_a_command_that_says_how_to_use_it(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "theme"

    first = app.test_cli_runner().invoke(args=["theme", "new", str(folder)])
    again = app.test_cli_runner().invoke(args=["theme", "new", str(folder)])

    assert first.output.splitlines()[-1] == f"Set BLOG_THEME={folder} and start the site."
    assert str(folder / "tokens.css") in first.output
    assert (again.exit_code, "is not empty" in again.output) == (1, True)


@on_sqlite
def test_installed_themes_are_listed(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["theme", "list"]).output.split()[:2] == ["broadsheet", "berliner"]
