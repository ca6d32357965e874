"""The demo is a finished site: nothing of the first steps is left, and each part of the owner's work is in use."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Article, Attachment, FrontArrangement, FrontPlan, Person, Role
from blog.operations.demo import seeding
from blog.operations.demo.furnishing import LEAD
from blog.pictures.attachments import inspector_process
from blog.pictures.files.storage import FolderStorage
from blog.site.first_steps.steps import list_steps, read_surroundings
from blog.web.clock import read_clock
from blog.web.site_identity.reading import forget_site_settings, site_settings
from tests.factories import make_kind
from tests.pictures.attachments.attachment_factories import inspect_in_process
from tests.pictures.sample_files import photo
from tests.settings import change_settings


@pytest.fixture(autouse=True)
def demo(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeding, "read_photo", lambda name: photo(16, 10))
    monkeypatch.setattr(inspector_process, "run_inspector", inspect_in_process)
    for key in ("obituary", "report"):
        make_kind(key)
    seeding.seed_newsroom(db.session, FolderStorage(tmp_path), read_clock())
    db.session.commit()
    forget_site_settings()


def test_no_first_step_is_left(app: Flask) -> None:
    change_settings(app, development=True)
    boss = db.session.scalars(select(Person).where(Person.role == Role.ADMINISTRATOR)).one()

    steps = list_steps(read_surroundings(db.session, boss, site_settings(), current_settings()))

    assert [step.name for step in steps if not step.is_done] == []


def test_pages_kinds_a_file_and_a_chosen_lead_are_in_use(app: Flask, client: FlaskClient) -> None:
    for slug in ("about", "contact", "imprint", "privacy"):
        assert client.get(f"/{slug}").status_code == 200, slug
    articles = {article.slug: article for article in db.session.scalars(Article.published())}
    assert {article.kind.key for article in articles.values() if article.kind} >= {"obituary", "report"}
    file = db.session.scalars(select(Attachment)).one()
    assert file.key in articles[LEAD].body_html
    plan = FrontPlan.of_json(db.session.get_one(FrontArrangement, 1).plan)
    assert plan.lead is not None
    assert plan.lead.article_id == articles[LEAD].id
    assert "Quay 4" in client.get("/").text
