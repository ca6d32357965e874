"""Forms about second factors."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.accounts.security.forms import PasskeyNameForm, RequirementForm

DAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("until", "role", "is_valid"),
    [("2026-05-04", "editor", True), ("2026-05-03", "editor", False), ("2026-05-03", "", True), ("", "editor", True)],
)
def test_the_last_day_is_none_that_is_over(app: Flask, until: str, role: str, is_valid: bool) -> None:
    with app.test_request_context(method="POST"):
        form = RequirementForm(formdata=MultiDict({"role": role, "until": until}), meta={"csrf": False})
        form.set_today(DAY)

        assert form.validate() is is_valid


def test_a_name_is_cleaned(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        form = PasskeyNameForm(formdata=MultiDict({"name": " Work\n phone\x00 "}), meta={"csrf": False})

        assert form.validate()
        assert form.name.data == "Work phone"
