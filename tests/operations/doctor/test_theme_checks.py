"""What flask doctor says of the theme."""

from flask import Flask

from blog.operations.doctor.findings import Severity
from blog.operations.doctor.theme_checks import check_theme
from blog.web.themes.active_theme import theme_of, use_theme
from blog.web.themes.installed_themes import find_theme
from blog.web.themes.theme import OWN_LOOK, Theme
from tests.databases import on_sqlite

TOKENS = ":root { --ink: light-dark(#999999, #eeeeee); --accent: oklch(40% 0.1 20); }"


@on_sqlite
def test_a_theme_that_does_not_fit_is_told_in_sentences(app: Flask) -> None:
    templates = {"base.html": "{% block main %}{% endblock %}", "articles/front/old.html": ""}
    use_theme(app, Theme("quay", tokens=TOKENS, templates=templates))

    findings = list(check_theme(theme_of(app), app.jinja_env))
    use_theme(app, OWN_LOOK)

    said = {finding.message: finding.severity for finding in findings}
    assert said["--ink on --paper has a contrast of 2.64 in the light scheme, and 4.5 is the least."] is Severity.WRONG
    assert any(text.startswith("--accent is not written as light-dark(") for text in said)
    assert any("templates/base.html lacks the blocks title, description" in text for text in said)
    assert said[
        "templates/articles/front/old.html takes the place of no template of this version, and none names it."
    ] is (Severity.WARN)


@on_sqlite
def test_a_theme_that_fits_is_in_order(app: Flask) -> None:
    own = list(check_theme(theme_of(app), app.jinja_env))
    use_theme(app, find_theme("berliner"))

    berliner = list(check_theme(theme_of(app), app.jinja_env))
    use_theme(app, OWN_LOOK)

    assert [finding.severity for finding in (*own, *berliner)] == [Severity.OK, Severity.OK]
    assert "the theme berliner" in berliner[0].message
