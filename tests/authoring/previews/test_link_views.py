"""Links and remarks belong to the people who may edit the article."""

from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, PreviewLink, Remark
from blog.web.clock import read_clock
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_draft, make_preview_link, make_remark, save

BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p><p>It met again.</p>"


def draft_of(desk: Desk) -> Article:
    return make_draft("A secret budget", author=desk.person, body_html=BODY)


def stored() -> list[Remark]:
    db.session.expire_all()
    return list(db.session.scalars(select(Remark).order_by(Remark.id)))


def test_links_and_remarks_belong_to_who_may_edit_the_article(sit: Sit, desk: Desk) -> None:
    link = make_preview_link(draft_of(desk))
    remark = make_remark(link)
    stranger = sit()
    article = link.article_id

    codes = [
        stranger.get(f"/desk/articles/{article}/previews").status_code,
        stranger.post(f"/desk/articles/{article}/previews", days="7").status_code,
        stranger.post(f"/desk/articles/{article}/previews/{link.id}/revoke").status_code,
        stranger.get(f"/desk/articles/{article}/remarks").status_code,
        stranger.post(f"/desk/remarks/{remark.id}", deed="close").status_code,
    ]

    assert codes == [404] * 5
    assert stored()[0].closed_at is None


def publish(link: PreviewLink) -> None:
    link.article.state, link.article.published_at = ArticleState.PUBLISHED, read_clock()


def test_a_published_article_gets_no_link(desk: Desk) -> None:
    draft = draft_of(desk)
    publish(make_preview_link(draft))
    save(draft)

    assert desk.post(f"/desk/articles/{draft.id}/previews", days="7").status_code == 409
