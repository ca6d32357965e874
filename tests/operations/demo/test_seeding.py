import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from blog.accounts.signin.current_user import password_hasher
from blog.database import db
from blog.models import Alert, Article, ArticleState, Delivery, Person, Picture, ReviewCredit, Role, Subscriber, Topic
from blog.operations.demo import seeding as module
from blog.operations.demo.manuscripts import read_manuscripts
from blog.operations.demo.seeding import NotEmpty, seed_newsroom
from blog.pictures.attachments import inspector_process
from blog.pictures.files.storage import FolderStorage
from tests.factories import NOW, make_draft, make_person
from tests.pictures.attachments.attachment_factories import inspect_in_process
from tests.pictures.sample_files import photo


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> FolderStorage:
    """A storage, and photos so small that founding is quick; how they look is another test's subject."""
    monkeypatch.setattr(module, "read_photo", lambda name: photo(16, 10))
    monkeypatch.setattr(inspector_process, "run_inspector", inspect_in_process)
    return FolderStorage(tmp_path)


def found(folder):
    login = seed_newsroom(db.session, folder, NOW)
    db.session.commit()
    return login


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_newsroom_has_people_topics_and_articles(app, folder):
    found(folder)

    assert (count(Person), count(Topic)) == (3, 3)
    assert len(list(db.session.scalars(Article.published()))) >= 12
    assert db.session.scalar(select(func.count()).where(Article.state == ArticleState.DRAFT)) == 1
    assert all(person.biography for person in db.session.scalars(select(Person)))


def test_nobody_is_mailed_and_nobody_has_subscribed(app, folder):
    found(folder)

    assert (count(Alert), count(Delivery), count(Subscriber)) == (0, 0, 0)


def test_the_password_opens_the_administrators_account_and_no_other(app, folder):
    login = found(folder)

    people = {person.address: person for person in db.session.scalars(select(Person))}
    desk = people.pop(login.address)
    assert desk.role is Role.ADMINISTRATOR
    assert password_hasher().verify(desk.password_hash, login.password)
    assert [person.password_hash for person in people.values()] == [None, None]


def test_the_password_is_new_each_time(app):
    assert len({module.make_password() for _ in range(20)}) == 20


def test_articles_lie_in_the_year_before_and_none_in_the_future(app, folder):
    found(folder)

    ages = [(NOW - article.published_at).days for article in db.session.scalars(Article.published())]
    assert min(ages) >= 1
    assert 300 < max(ages) <= 366
    assert ages == sorted(ages)


def test_one_article_waits_for_its_time_some_days_ahead(app, folder):
    found(folder)

    (waiting,) = db.session.scalars(select(Article).where(Article.state == ArticleState.SCHEDULED))
    assert 2 <= (waiting.scheduled_at - NOW).days <= 5


def test_one_article_is_by_two_people_and_its_facts_are_checked_by_a_third(app, folder):
    found(folder)

    (credited,) = db.session.scalars(select(Article).where(Article.reviewer_id.is_not(None)))
    assert [person.name for person in credited.bylines] == ["Tomás Oyelaran", "Noor Blankers"]
    assert (credited.reviewer.name, credited.reviewer_credit) == ("Ines Amrein", ReviewCredit.FACT_CHECKED)


def test_every_photo_is_kept_described_and_shown(app, folder):
    found(folder)

    articles = list(db.session.scalars(Article.published()))
    led = [article for article in articles if article.lead_picture]
    shown = [key for article in articles for key in re.findall(r"/media/(\w+)/\d+\.jpg\" srcset", article.body_html)]
    assert len(led) >= 11
    assert all(len(article.lead_alt) > 20 and article.lead_caption and article.lead_credit for article in led)
    assert len(led) + len(shown) == count(Picture)
    assert not any("photo:" in article.body_html + article.body_markdown for article in articles)


def test_files_of_every_picture_stand(app, folder):
    found(folder)

    for picture in db.session.scalars(select(Picture)):
        assert all(folder.exists(picture.path(width, "jpg")) for width in picture.widths)


@pytest.mark.parametrize("make", [make_person, make_draft])
def test_a_newsroom_that_is_in_use_is_left_alone(app, folder, make):
    make()

    with pytest.raises(NotEmpty):
        found(folder)


def test_addresses_are_those_of_the_files(app, folder):
    found(folder)

    assert {article.slug for article in db.session.scalars(select(Article)) if not article.is_page} == {
        file.slug for file in read_manuscripts()
    }
