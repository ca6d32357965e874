import re
from html import unescape

from flask import Flask, render_template_string

from blog.models import Frequency
from blog.subscriptions import signup_wording

BOX = """{{ fragment("_partials/stay_informed.html",
    {"signup_wording": signup_wording, "frequency": default_frequency()},
    page=request.path, stamp=subscribe_stamp()) }}"""
"""As articles/article/show.html shows it."""


def box(app: Flask, path: str = "/articles/tea") -> str:
    with app.test_request_context(path, base_url="https://news.example.org"):
        return render_template_string(BOX)


def test_the_box_posts_to_the_same_address_as_the_page(app: Flask) -> None:
    html = unescape(box(app))

    assert 'action="/subscribe"' in html
    assert 'name="page" value="/articles/tea"' in html
    assert signup_wording.promise_mail(Frequency.INSTANT) in html
    assert 'name="frequency" value="instant"' in html
    assert str(signup_wording.PROMISE) in html
    assert re.search(r'name="stamp" value="\S{20,}"', html)


def test_the_box_is_put_away_by_a_form_that_leads_back(app: Flask) -> None:
    html = box(app)

    assert 'action="/choices"' in html
    assert 'name="box" value="away"' in html
    assert 'name="back" value="/articles/tea"' in html
    assert 'data-behaviour="dismiss"' in html


def test_the_trap_is_hidden_from_people(app: Flask) -> None:
    html = box(app)

    trap = html.split('class="field--trap"')[1].split("</div>")[0]
    assert trap.startswith(' aria-hidden="true"')
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_the_path_of_the_page_is_escaped(app: Flask) -> None:
    html = box(app, '/articles/"><script>alert(1)</script>')

    assert "<script>" not in html
