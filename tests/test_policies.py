"""Every route × method × kind of person, and every article × state where a route is about one (B15, D6).

A route about one article that RIGHTS does not name fails the run.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.routing import Rule

from blog.database import db
from blog.models import PAGE_STATES, Article, ArticleState, Person, PreviewLink, Revision, RevisionKind, Role
from blog.web.access.policy import Policy, policy_of
from tests.audit import IS_AUDIT
from tests.databases import on_sqlite
from tests.factories import NOW, give_csrf_token, make_person, sign_in
from tests.test_defences import fill

KINDS = (None, *Role)
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
ABOUT_ONE_ARTICLE = "/desk/articles/<id:id>"
WAS_PUBLIC = {ArticleState.PUBLISHED, ArticleState.WITHDRAWN, ArticleState.ENDED}


class Right(Enum):
    """What a route asks of the person besides the role."""

    SEE = "Article.visible_to"
    CHANGE = "Article.editable_by"
    DELETE = "Article.deletable_by"
    ERASE = "select_erasable"
    AUTHOR = "the article is the own one"
    COPY = "Article.editable_by, and an own unsaved text of it, which the walk does not make"
    PENDING = "Article.editable_by, and a pending version, which the walk does not make"


class Answer(Enum):
    """What becomes of a request."""

    SIGN_IN = "sent to the sign-in page"
    FORBIDDEN = "403: not with this role"
    UNKNOWN = "404: there is no such article for this person"
    LOCKED = "409, or sent to the page that says why: not as the article stands"
    IN = "the view does its work"


RIGHTS = {
    "accept_now": Right.SEE,
    "announce_now": Right.CHANGE,
    "byline": Right.CHANGE,
    "change_byline": Right.CHANGE,
    "change_end": Right.CHANGE,
    "choose_picture": Right.COPY,
    "comparison": Right.SEE,
    "delete_now": Right.DELETE,
    "deletion": Right.DELETE,
    "edit": Right.CHANGE,
    "erase_now": Right.ERASE,
    "erasure": Right.ERASE,
    "autosave": Right.SEE,
    **dict.fromkeys(("choose_alert_form", "findings", "translations"), Right.CHANGE),
    **dict.fromkeys(("add_translation", "begin_translation", "remove_translation"), Right.CHANGE),
    **dict.fromkeys(("corrections", "correct_now", "publication", "publish_now", "publish_dated"), Right.CHANGE),
    "make_preview": Right.CHANGE,
    "message_html": Right.CHANGE,
    "heartbeat": Right.SEE,
    **dict.fromkeys(("preview", "preview_on_phone"), Right.SEE),
    "previews": Right.CHANGE,
    "recovery": Right.SEE,
    "remarks": Right.CHANGE,
    "remove_schedule": Right.CHANGE,
    "restoration": Right.CHANGE,
    "restore_now": Right.CHANGE,
    "review": Right.SEE,
    **dict.fromkeys(("revisions", "statistics"), Right.SEE),
    "revoke_preview": Right.CHANGE,
    "send_back_now": Right.SEE,
    "send_test": Right.CHANGE,
    "set_schedule": Right.CHANGE,
    "submit_now": Right.AUTHOR,
    "take_over": Right.PENDING,
    "take_back_now": Right.AUTHOR,
    "insert_chosen_picture": Right.COPY,
    "discard_copy": Right.SEE,
    "update_now": Right.CHANGE,
    "withdraw_now": Right.CHANGE,
    "withdrawal": Right.CHANGE,
}
"""What each route about one article asks for; the role stands on the view."""

NEEDLESS = {("make_preview", state) for state in (ArticleState.PUBLISHED, ArticleState.ENDED)}
"""Refused with the status of a lock because of a fact: what readers can open needs no link."""

WITH_PAGES = {
    *(
        "edit",
        "autosave",
        "heartbeat",
        "preview",
        "preview_on_phone",
        "recovery",
        "discard_copy",
        "choose_picture",
        "insert_chosen_picture",
    ),
    *("revisions", "comparison", "restoration", "restore_now"),
}
"""The routes that editors open for pages without date too; all others know articles alone."""

OPEN_TO_CONTRIBUTORS = {
    *(name for name, right in RIGHTS.items() if right in {Right.SEE, Right.AUTHOR, Right.DELETE}),
    *("edit", "findings", "restoration", "restore_now"),
    *("previews", "make_preview", "revoke_preview", "remarks", "reply"),
    *(
        *("articles", "menu", "keys", "selection", "change_selection", "go_to_items"),
        "desk",
        "new",
        "live_preview",
        "blocks",
        "paste",
        "token",
        *("autosave_new", "unsaved", "discard_all"),
        "finder",
        "finder_items",
        *("card", "read_card"),
        "picture_markdown",
        "choose_picture",
        "insert_chosen_picture",
    ),
} - {"accept_now", "send_back_now"}
"""All that a contributor may enter at the desk; whoever opens more says so here."""


def rules(app: Flask, method: str, start: str = "/") -> Iterator[tuple[Rule, Policy | None]]:
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or set()) and rule.rule.startswith(start):
            yield rule, policy_of(app.view_functions[rule.endpoint])


def name_of(rule: Rule) -> str:
    return rule.endpoint.removeprefix("authoring.")


def may_enter(policy: Policy | None, role: Role | None) -> bool:
    return policy is not None and (policy.role is None or (role is not None and role.includes(policy.role)))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is written: who may enter is decided before, and a thousand pages take their time."""
    monkeypatch.setattr("jinja2.environment.Template.render", lambda *_args, **_values: "")


def test_every_route_about_an_article_declares_its_right(sqlite_app: Flask) -> None:
    routes = {name_of(rule) for method in METHODS for rule, _ in rules(sqlite_app, method, ABOUT_ONE_ARTICLE)}

    assert routes == set(RIGHTS)


def test_a_contributor_may_enter_exactly_this(sqlite_app: Flask) -> None:
    desk = {rule.endpoint for method in METHODS for rule, _ in rules(sqlite_app, method, "/desk")}
    open_doors = {name for name in desk if may_enter(policy_of(sqlite_app.view_functions[name]), Role.CONTRIBUTOR)}

    owned = {one for one in open_doors if one.startswith(("pictures.", "accounts.author_p"))}  # Whose: decided there.
    assert open_doors - owned == {"topics.suggestions", *(f"authoring.{name}" for name in OPEN_TO_CONTRIBUTORS)}


@on_sqlite
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind or "anonymous")
def test_each_kind_of_person_enters_by_each_method_what_the_policy_says(
    app: Flask, client: FlaskClient, quick: None, kind: Role | None
) -> None:
    token = sign_in(client, make_person(role=kind)) if kind else give_csrf_token(client)
    wrong = []

    for method in METHODS:
        for rule, policy in rules(app, method):
            if rule.endpoint == "accounts.sign_out":
                continue  # It would end the session that the next request needs.
            path = fill(rule)[0]
            answer = client.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
            is_refused = answer.status_code == 403 or (answer.location or "").startswith("/login?")
            if is_refused is may_enter(policy, kind):
                wrong.append((method, rule.rule, answer.status_code))

    assert wrong == []


def expect(name: str, role: Role, state: ArticleState, *, is_own: bool) -> Answer:
    """Return what must become of a request of somebody whose role the view lets in."""
    right = RIGHTS[name]
    is_editor = role.includes(Role.EDITOR)
    is_other = not is_own and (not is_editor or right is Right.AUTHOR)
    if is_other or (state in PAGE_STATES and not (is_editor and name in WITH_PAGES)):
        return Answer.UNKNOWN
    if state is ArticleState.DELETED or (right is Right.ERASE and state not in WAS_PUBLIC):
        return Answer.UNKNOWN
    if right in {Right.SEE, Right.AUTHOR, Right.ERASE}:
        return Answer.IN
    is_locked = state is ArticleState.IN_REVIEW if role is Role.AUTHOR else state is not ArticleState.DRAFT
    if is_locked and not is_editor:
        return Answer.LOCKED
    if right in {Right.COPY, Right.PENDING}:
        return Answer.UNKNOWN
    return Answer.UNKNOWN if right is Right.DELETE and state in WAS_PUBLIC else Answer.IN


def make_articles(author: Person, states: Sequence[ArticleState]) -> dict[ArticleState, int]:
    """Return the keys of new articles of *author*, one in each of *states*, each with a revision."""
    rows = {
        state: Article(
            author_id=author.id,
            headline="Tea",
            slug=f"{state.value}-{author.id}",
            body_markdown="Tea.",
            body_html="<p>Tea.</p>",
            state=state,
            created_at=NOW,
            updated_at=NOW,
            published_at=NOW if state in WAS_PUBLIC else None,
        )
        for state in states
    }
    db.session.add_all(rows.values())
    db.session.flush()
    past = {"kind": RevisionKind.SAVE, "saved_at": NOW, "headline": "Tea", "standfirst": "", "body_markdown": "Tea."}
    db.session.add_all(Revision(article_id=row.id, number=1, details={}, **past) for row in rows.values())
    link = {"label": "A guest", "created_at": NOW, "expires_at": NOW.replace(year=2099)}
    db.session.add_all(PreviewLink(id=row.id, article_id=row.id, key=f"k{row.id}", **link) for row in rows.values())
    keys = {state: row.id for state, row in rows.items()}
    db.session.commit()
    return keys


def make_cells(me: Person, other: Person) -> list[tuple[bool, ArticleState, int]]:
    """Return whose, in which state and the key of each of the articles that are tried."""
    states = list(ArticleState)
    # What an administrator may do with articles is what an editor may; every fourth state shows that.
    theirs = states[::4] if me.role is Role.ADMINISTRATOR and not IS_AUDIT else states
    # To an editor own articles are like those of others, but for the two deeds of an author: two states show that.
    own = states[:2] if me.role.includes(Role.EDITOR) else states
    others = [(False, *cell) for cell in make_articles(other, theirs).items()]
    return others + [(True, *cell) for cell in make_articles(me, own).items()]


def path_of(rule: Rule, key: int) -> str:
    """Return the path of *rule* for an article, its one revision and its one preview link."""
    number = key if "previews" in rule.rule else 1
    return str(rule.build({"id": key, "number": number})[1])  # type: ignore[index]


def judge(status: int, location: str, right: Right) -> Answer:
    """Return what became of a request; the author's own deeds are refused by facts that are no question of rights."""
    if location.startswith("/login?"):
        return Answer.SIGN_IN
    by_status = {403: Answer.FORBIDDEN, 404: Answer.UNKNOWN}
    is_lock = right in {Right.CHANGE, Right.DELETE, Right.COPY, Right.PENDING} and (
        status == 409 or location.endswith("/review")
    )
    return Answer.LOCKED if is_lock else by_status.get(status, Answer.IN)


@on_sqlite
@pytest.mark.parametrize("role", list(Role))
def test_each_route_lets_each_person_at_each_article_in_each_state_as_declared(
    app: Flask, client: FlaskClient, quick: None, role: Role
) -> None:
    me, other = make_person(role=role), make_person()
    form = {"csrf_token": sign_in(client, me), "seen": NOW.isoformat(timespec="microseconds")}
    wrong, tried = [], 0

    cells = make_cells(me, other)
    for method in ("GET", "POST"):
        for rule, policy in rules(app, method, ABOUT_ONE_ARTICLE):
            if not may_enter(policy, role):
                continue  # The walk over the kinds of people shows that.
            right = RIGHTS[name_of(rule)]
            if method == "POST":
                db.session.execute(delete(Article))
                cells = make_cells(me, other)
            for is_own, state, key in cells:
                path = path_of(rule, key)
                answer = client.open(path, method=method, data=form if method == "POST" else None)
                became = judge(answer.status_code, answer.location or "", right)
                tried += 1
                if (name_of(rule), state) not in NEEDLESS and became is not expect(
                    name_of(rule), role, state, is_own=is_own
                ):
                    wrong.append((method, rule.rule, state.value, is_own, answer.status_code, answer.location))

    assert wrong == []
    assert tried > 150
