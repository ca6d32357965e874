"""Every page of the desk can be reached from its front page, by whoever may enter it, in each state of an article."""

from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from blog.authoring.dashboard.article_list import STATE_ORDER
from blog.authoring.publishing.article_history import record_event
from blog.database import db
from blog.models import Article, ArticleState, EventKind, Person, Role, WorkingCopy
from blog.web.access.policy import policy_of
from tests.audit import IS_AUDIT
from tests.databases import on_sqlite
from tests.deskpages import correct, furnish_desk, save_revisions
from tests.factories import NOW, make_draft, make_person, save, sign_in
from tests.walks import Walk, walk_desk

WITHOUT_LINK = {
    "site.preview_style": "the page of settings loads the colours of its preview",
    "authoring.findings": "the writing page asks for what the checks found",
    "pictures.attachment_choice": "the editor's dialog asks for the files",
    "site.front_articles": "the page of the front page asks for articles while one types",
    "topics.suggestions": "the field of topics asks for names that fit",
    "authoring.token": "the editor's script asks for a new token after a sign-in in another tab",
    "authoring.finder_items": "the editor's dialog asks for what it lists",
    "authoring.go_to_items": "the dialog of each page asks for what it lists",
    "authoring.message_html": "the publication page shows it in a frame",
    "delivery.progress": "the page of an alert asks for its figures",
    "moving.progress": "the page of an import asks for how far it is",
    "pictures.choice": "the editor's dialog asks for the pictures",
}
"""What GET answers without a link to it, and who asks; the walk finds the address of one of each."""
BEHIND_A_FORM = {"readers.export_readers", "accounts.proof", "moving.article_list"}
"""What a form leads to, once the password was given, what a dangerous deed leads to before, the list of an import."""
PUBLIC = {ArticleState.PUBLISHED, ArticleState.ENDED}
ROLES = list(Role) if IS_AUDIT else [Role.CONTRIBUTOR, Role.AUTHOR, Role.ADMINISTRATOR]
"""An editor finds what an administrator finds, without the pages of readers, mail and people."""
LED_BY = ("preview", "previews", "revisions")
LEADING = {f"authoring.{name}" for name in LED_BY}
"""Pages of an article that lead where no menu does; they are opened in each state, and others a few times."""
MOST_OF_A_KIND = 2
WAS_PUBLIC = {*PUBLIC, ArticleState.WITHDRAWN}
USED_IN = {
    "preview": (set(STATE_ORDER) - PUBLIC, "what is public has a page of its own, and that is linked"),
    "preview_on_phone": (set(STATE_ORDER) - PUBLIC, "the preview leads to it"),
    "statistics": (WAS_PUBLIC, "what was never public was viewed by nobody"),
    "corrections": (WAS_PUBLIC, "what was never public has nothing to correct"),
    "erasure": (WAS_PUBLIC, "what was never public is deleted as a draft"),
    "recovery": ({ArticleState.DRAFT}, "only here a text was left unsaved; without one the page is empty"),
    "withdrawal": (PUBLIC, "of what is not public the page only says so"),
}
"""Pages that answer in each state of an article, and the states in which they are of use, with the reason."""


def write_one_in_each_state(author: Person) -> list[Article]:
    """Return new articles of *author*, one in each state, each with two revisions."""
    found = []
    texts = {"headline": ["Mine"], "standfirst": [""], "body": ["Left unsaved."]}
    for state in STATE_ORDER:
        when = {"scheduled_at": NOW.replace(year=2099)} if state is ArticleState.SCHEDULED else {}
        when |= {"published_at": NOW} if state in WAS_PUBLIC else {}
        article = make_draft(f"Mine, {state.value}", author=author, state=state, **when)
        save_revisions(article, author, "It met.", article.body_markdown)
        if state is ArticleState.DRAFT:
            values = {"article_id": article.id, "person_id": author.id, "key": "k" * 32, "seen": article.revision}
            save(WorkingCopy(**values, fields=texts, saved_at=NOW))
        if state is ArticleState.IN_REVIEW:
            record_event(db.session, article, EventKind.SUBMITTED, NOW, person_id=author.id)
        found.append(article)
    return found


def desk_rules(app: Flask, role: Role) -> Iterator[Rule]:
    """Return the rules of the desk that *role* may open."""
    for rule in app.url_map.iter_rules():
        policy = policy_of(app.view_functions[rule.endpoint])
        if policy and policy.role and role.includes(policy.role) and "GET" in (rule.methods or set()):
            yield rule


def addresses_of(rule: Rule, articles: list[Article], pages: dict[str, list[str]]) -> list[str]:
    """Return the paths of *rule*: for each of *articles* that it is of use for, else those that were furnished."""
    if rule.rule.startswith("/desk/articles/<"):
        states, _ = USED_IN.get(rule.endpoint.removeprefix("authoring."), (set(STATE_ORDER), ""))
        ids = [article.id for article in articles if article.state in states]
        return [str(rule.build({"id": id, "number": 1}, append_unknown=False)[1]) for id in ids]  # type: ignore[index]
    return [path.split("?")[0] for path in pages.get(rule.rule, [] if rule.arguments else [rule.rule])]


def answers_to(client: FlaskClient, paths: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Return the status of each of *paths*; no page is written for that."""
    with monkeypatch.context() as patch:
        patch.setattr("jinja2.environment.Template.render", lambda *_args, **_values: "")
        return {path: client.get(path).status_code for path in sorted(paths)}


class Kinds:
    """The kinds of pages: one page of an article in one state, or of another thing."""

    def __init__(self, app: Flask, mine: Iterable[Article], furnished: Iterable[str]) -> None:
        self.of_use = {page for path in furnished for page in (path, path.rpartition("/")[0])}
        self.of_use |= {f"/desk/articles/{article.id}/{name}" for article in mine for name in ("corrections", *LED_BY)}
        self.adapter = app.url_map.bind("news.example.org")
        self.states = dict(db.session.execute(select(Article.id, Article.state)).all())
        self.opened = Counter[tuple[str, ArticleState | None]]()

    def kind_of(self, path: str) -> tuple[str, ArticleState | None]:
        """Return the endpoint of *path* and the state of its article, None where it is about none."""
        endpoint, values = self.adapter.match(path, "GET")
        return endpoint, self.states.get(values.get("id", 0)) if path.startswith("/desk/articles/") else None

    def is_needless(self, path: str) -> bool:
        """Return whether enough pages like that at *path* have been opened, and nothing furnished hangs on it."""
        endpoint, state = self.kind_of(path)
        state = state if endpoint in LEADING else None
        self.opened[endpoint, state] += 1
        return path not in self.of_use and self.opened[endpoint, state] > MOST_OF_A_KIND

    def one_of_each(self, paths: Iterable[str]) -> list[str]:
        """Return one path of each kind."""
        return list({self.kind_of(path): path for path in paths}.values())


@on_sqlite
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_reached_from_the_front_page_of_the_desk(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    pages = furnish_desk()
    me = make_person(role=role)
    articles = write_one_in_each_state(me)
    mine = next(article for article in articles if article.is_listed)
    pages["/desk/corrections/<id:id>"] = [f"/desk/corrections/{correct(mine).id}"]
    sign_in(client, me)
    rules = {rule.endpoint: addresses_of(rule, articles, pages) for rule in desk_rules(app, role)}

    kinds = Kinds(app, articles, (path.split("?")[0] for paths in pages.values() for path in paths))
    walk = walk_desk(client, "/desk/", kinds.is_needless)
    linked = {path for path in walk.linked if path.startswith(("/desk", "/account"))}
    unlinked = {
        path for name, paths in rules.items() if name not in {*WITHOUT_LINK, *BEHIND_A_FORM} for path in paths
    } - linked
    status = answers_to(client, {*unlinked, *kinds.one_of_each(linked)}, monkeypatch)

    assert [path for path in sorted(unlinked) if status[path] == 200] == []
    assert [path for path in sorted(linked) if status.get(path, 0) >= 400] == []
    if role is Role.ADMINISTRATOR:
        assert set(WITHOUT_LINK) <= asked_by_pages(app, walk)


def asked_by_pages(app: Flask, walk: Walk) -> set[str]:
    """Return what pages ask for: links, frames and what scripts fetch."""
    adapter = app.url_map.bind("news.example.org")
    return {adapter.match(path, "GET")[0] for path in walk.scripted | walk.linked if adapter.test(path, "GET")}
