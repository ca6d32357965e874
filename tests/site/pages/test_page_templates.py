"""Templates of pages."""

from flask import Flask

from blog.site.pages.page_templates import TEMPLATES, find_template


def test_each_template_has_its_text(app: Flask) -> None:
    files = [template.file for template in TEMPLATES if template.file]

    assert files
    assert [file for file in files if not app.jinja_env.get_template(file)] == []


def test_an_unknown_name_is_the_empty_page(app: Flask) -> None:
    assert find_template("../../etc").file == ""
