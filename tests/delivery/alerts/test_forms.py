import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.delivery.alerts.forms import DecisionForm


@pytest.mark.parametrize(
    ("fields", "is_resend"),
    [({"choice": "again"}, True), ({"choice": "leave"}, False), ({"choice": "Again "}, False), ({}, False)],
)
def test_only_a_plain_again_sends_again(app: Flask, fields: dict[str, str], is_resend: bool) -> None:
    with app.test_request_context("/", method="POST"):
        assert DecisionForm(formdata=MultiDict(fields)).is_resend() is is_resend
