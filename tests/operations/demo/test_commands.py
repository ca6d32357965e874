import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Person
from blog.operations.demo import seeding
from tests.factories import make_person
from tests.pictures.sample_files import photo


@pytest.fixture(autouse=True)
def small_photos(monkeypatch):
    monkeypatch.setattr(seeding, "read_photo", lambda name: photo(16, 10))


def test_the_command_founds_the_newsroom_and_says_how_to_sign_in(app, media):
    result = app.test_cli_runner().invoke(args=["demo"])

    assert result.exit_code == 0
    assert "Sign in as desk@ifbg.example.org with the password " in result.output
    assert len(list(db.session.scalars(select(Person)))) == 3


def test_the_command_refuses_a_database_in_use_with_one_sentence(app, media):
    make_person()

    result = app.test_cli_runner().invoke(args=["demo"])

    assert result.exit_code == 1
    assert result.output == "Error: The database has people or articles: the demo only goes into an empty one.\n"
