"""The record of processing says what the program does, as its settings are."""

from flask import Flask

from blog.config.settings import current_settings
from blog.operations.retention import cleanup
from blog.text.language import page_language
from blog.web.rendering.processing_record import MARK, list_record, with_record
from tests.settings import change_settings


def durations(app: Flask) -> dict[str, str]:
    with app.test_request_context():
        return {entry.label: entry.duration for entry in list_record(current_settings())}


def test_the_ages_are_those_of_the_settings(app: Flask) -> None:
    before = durations(app)
    change_settings(app, ledger_months=6, audit_months=1, unconfirmed_seconds=86_400, confirmation_seconds=2 * 86_400)
    after = durations(app)

    assert before["Messages sent to you"].startswith("Without limit")
    assert after["Messages sent to you"] == "6 months."
    assert after["Activity log of the newsroom"] == "1 month."
    assert after["Sign-ups that nobody confirmed"] == "3 days after you asked."
    assert before["Returned mail and complaints"] == f"{cleanup.retention_ages.BOUNCES.days} days."


def test_what_a_site_does_not_do_is_not_in_its_record(app: Flask) -> None:
    assert "Captured mail" not in durations(app)
    change_settings(app, mail_server=None)
    assert "Captured mail" in durations(app)
    assert durations(app)["Page views"] == "24 months."
    change_settings(app, count_page_views=False)
    assert "Page views" not in durations(app)


def test_the_record_stands_in_the_place_of_its_mark_alone(app: Flask) -> None:
    with app.test_request_context():
        html = with_record("<p>Before</p>\n<p>[[record-of-processing]]</p>\n<p>After [[record-of-processing]]</p>")

        assert html.startswith('<p>Before</p>\n<div class="record"')
        assert html.endswith("<p>After [[record-of-processing]]</p>")
        assert with_record("<p>Nothing</p>") == "<p>Nothing</p>"


def test_the_record_is_in_the_language_of_the_text_around_it(app: Flask) -> None:
    with app.test_request_context():
        austrian, welsh = (with_record(f"<p>{MARK}</p>", language) for language in ("de-AT", "cy"))

        assert austrian.startswith('<div class="record" lang="de" dir="ltr">')
        assert "E-mail alerts" not in austrian
        assert welsh.startswith('<div class="record" lang="en" dir="ltr">')
        assert "E-mail alerts" in welsh
        assert page_language().tag == "en"
