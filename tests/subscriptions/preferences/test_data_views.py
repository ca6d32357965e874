"""The download of everything that is held about an address."""

from flask.testing import FlaskClient

from blog.models import SubscriberState
from tests.factories import make_subscriber
from tests.subscriptions.preferences.test_views import home
from tests.subscriptions.test_erasure import ANN, furnish


def test_everything_is_downloaded_as_json_and_text(client: FlaskClient) -> None:
    path = home(furnish())

    page = client.get(path).text
    answers = {kind: client.get(f"{path}/data.{kind}") for kind in ("json", "txt")}

    for kind, answer in answers.items():
        assert f"{path}/data.{kind}" in page
        assert answer.headers["Content-Disposition"] == f'attachment; filename="my-data.{kind}"'
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        assert answer.text.count(ANN) >= 4
    assert answers["json"].json["error_reports"][0]["words"] == "Wrong."
    assert "== Errors that you reported ==" in answers["txt"].text
    assert f"Address: {ANN}\n" in answers["txt"].text
    assert "&lt;" not in answers["txt"].text


def test_who_has_left_can_download_and_a_stranger_cannot(client: FlaskClient) -> None:
    left = make_subscriber("left@example.com", state=SubscriberState.LEFT)

    page = client.get(home(left)).text

    assert f"{home(left)}/data.json" in page
    assert f"{home(left)}/erase" in page
    assert client.get(f"{home(left)}/data.json").json["subscribers"][0]["state"] == "left"
    assert client.get(f"{home(left)[:-2]}xx/data.json").status_code == 404
    assert client.get(f"{home(left, 'old-key')}/data.txt").status_code == 404
