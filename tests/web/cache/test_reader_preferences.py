"""A reader's choices, kept in one cookie each."""

from math import prod
from typing import Any

import pytest
from flask.testing import FlaskClient

from blog.web.cache.reader_preferences import ALL_PREFERENCES, ReaderPreferences, read_preferences
from tests.factories import make_article

ORIGIN = "https://news.example.org"


def post(client: FlaskClient, **fields: str) -> Any:
    return client.post("/choices", data=fields)


def cookie(client: FlaskClient, name: str) -> str | None:
    found = client.get_cookie(name, domain="news.example.org")
    return found.value if found else None


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("size", "4", "text-size"),
        ("theme", "dark", "theme"),
        ("leading", "open", "leading"),
        ("measure", "wide", "measure"),
        ("face", "legible", "face"),
        ("contrast", "high", "contrast"),
        ("box", "away", "stay-informed"),
    ],
)
def test_a_choice_sets_its_cookie_alone_for_a_year(client: FlaskClient, field: str, value: str, name: str) -> None:
    response = post(client, **{field: value}, back="/articles/one")

    header = response.headers["Set-Cookie"]
    assert (response.status_code, response.headers["Location"]) == (303, "/articles/one")
    assert header.startswith(f"{name}={value};")
    assert all(part in header for part in ("Max-Age=31536000", "Path=/", "SameSite=Lax", "Secure"))
    assert len(response.headers.getlist("Set-Cookie")) == 1


def test_the_chosen_size_holds_on_the_next_article(client: FlaskClient) -> None:
    make_article(slug="one")
    make_article(slug="two")
    post(client, size="5", back="/articles/one")

    html = client.get("/articles/two").get_data(as_text=True)

    assert 'data-text-size="5"' in html
    assert 'name="size" value="4"' in html


def test_the_box_stays_away_and_can_come_back(client: FlaskClient) -> None:
    make_article(slug="one")
    post(client, box="away", back="/articles/one")
    away = client.get("/articles/one").get_data(as_text=True)
    post(client, box="shown")
    back = client.get("/articles/one").get_data(as_text=True)

    assert ("Send me alerts" in away, "Show the Stay Informed box again" in away) == (False, True)
    assert ("Send me alerts" in back, "Show the Stay Informed box again" in back) == (True, False)


@pytest.mark.parametrize("fields", [{"size": "2"}, {"theme": "auto"}, {"box": "shown"}])
def test_the_usual_choice_leaves_no_cookie(client: FlaskClient, fields: dict[str, str]) -> None:
    post(client, size="3")
    post(client, theme="dark")
    post(client, box="away")
    post(client, **fields)

    left = [name for name in ("text-size", "theme", "stay-informed") if cookie(client, name)]
    assert len(left) == 2


@pytest.mark.parametrize(
    ("name", "value"), [("leading", "open"), ("measure", "wide"), ("face", "sans"), ("contrast", "high")]
)
def test_a_chosen_comfort_holds_on_the_next_article(client: FlaskClient, name: str, value: str) -> None:
    make_article(slug="one")
    make_article(slug="two")
    usual = client.get("/articles/two").get_data(as_text=True)
    post(client, **{name: value}, back="/articles/one#comfort")

    html = client.get("/articles/two").get_data(as_text=True)

    assert (f'data-{name}="' in usual, f'data-{name}="{value}"' in html) == (False, True)
    assert f'name="{name}" value="{value}" aria-pressed="true"' in html


def test_one_button_sets_all_back_but_the_box(client: FlaskClient) -> None:
    for fields in ({"size": "5"}, {"theme": "dark"}, {"face": "sans"}, {"contrast": "high"}, {"box": "away"}):
        post(client, **fields)

    post(client, comfort="usual")

    names = {preference.cookie for preference in ALL_PREFERENCES if cookie(client, preference.cookie)}
    assert names == {"stay-informed"}


def test_the_pages_of_all_choices_can_be_counted() -> None:
    odd = {preference.cookie: "x" * 5000 for preference in ALL_PREFERENCES}

    assert read_preferences(odd) == read_preferences({}) == ReaderPreferences()
    assert prod(len(preference.values) for preference in ALL_PREFERENCES) <= 5000


@pytest.mark.parametrize(
    "fields",
    [{}, {"size": "6"}, {"size": "٣"}, {"theme": "<b>"}, {"box": "\0"}, {"face": "comic"}, {"size": "1" * 9999}],
)
def test_what_is_no_choice_is_refused(client: FlaskClient, fields: dict[str, str]) -> None:
    assert post(client, **fields).status_code == 400


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/\r\nX: y", "\0"]
)
def test_a_choice_never_leads_to_another_site(client: FlaskClient, back: str) -> None:
    assert post(client, size="3", back=back).headers["Location"] == "/"


def test_a_choice_from_another_site_is_refused(client: FlaskClient) -> None:
    response = client.post("/choices", data={"size": "3"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("name", "value"), [("text-size", "99"), ("theme", '"><script>'), ("stay-informed", "maybe")])
def test_an_odd_cookie_counts_as_no_choice(client: FlaskClient, name: str, value: str) -> None:
    client.set_cookie(name, value, domain="news.example.org")

    html = client.get("/").get_data(as_text=True)

    assert 'data-text-size="2" data-theme="auto"' in html
