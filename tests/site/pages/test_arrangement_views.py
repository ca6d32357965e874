"""The order of pages by buttons, by places and by a script."""

from blog.database import db
from blog.models import PagePlace, SitePage
from tests.site.page_factories import make_page
from tests.site.pages.conftest import Browser

ORDER = "/desk/pages/order"


def titles() -> list[str]:
    db.session.expire_all()
    return [page.article.headline for page in db.session.scalars(SitePage.in_order())]


def test_without_script_a_button_moves_a_page(editor: Browser) -> None:
    a, b = make_page("A", position=0).article_id, make_page("B", position=1).article_id

    answer = editor.post(ORDER, page=[a, b], move=f"up-{b}")

    assert answer.location == f"/desk/pages/#page-{b}"
    assert titles() == ["B", "A"]
    assert f'id="page-{b}"' in editor.get("/desk/pages/").text


def test_a_script_saves_order_and_places(editor: Browser) -> None:
    a, b = make_page("A", position=0).article_id, make_page("B", position=1).article_id
    fields = {f"place-{a}": "masthead", f"place-{b}": "moon", "place-x": "footer"}

    answer = editor.post(ORDER, headers={"Accept": "application/json"}, page=[b, a, "x", "9" * 30], **fields)

    assert answer.json == {"said": "Saved"}
    assert titles() == ["B", "A"]
    assert db.session.get_one(SitePage, a).place is PagePlace.MASTHEAD


def test_without_token_nothing_moves(editor: Browser) -> None:
    a, b = make_page("A", position=0).article_id, make_page("B", position=1).article_id

    assert editor.client.post(ORDER, data={"page": [b, a]}).status_code == 400
    assert titles() == ["A", "B"]


def test_a_page_that_is_not_moved_stays_where_another_person_has_put_it(editor: Browser) -> None:
    a, b = make_page("A", position=0).article_id, make_page("B", position=1).article_id
    shown = {f"place-{id}": "footer" for id in (a, b)} | {f"was-{id}": "footer" for id in (a, b)}
    editor.post(ORDER, page=[a, b], **{**shown, f"place-{a}": "masthead"})

    editor.post(ORDER, page=[a, b], **{**shown, f"place-{b}": "nowhere"})

    places = {page.article.headline: page.place for page in db.session.scalars(SitePage.in_order())}
    assert places == {"A": PagePlace.MASTHEAD, "B": PagePlace.NOWHERE}
    assert f'name="was-{a}" value="masthead"' in editor.get("/desk/pages/").text
