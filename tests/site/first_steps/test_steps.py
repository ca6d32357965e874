"""A development run needs no records, and what the server fixes counts as chosen."""

from flask import Flask
from sqlalchemy import event

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Role
from blog.site.first_steps.steps import list_steps, read_surroundings
from blog.web.site_identity.reading import site_settings
from tests.factories import make_person
from tests.settings import change_settings


def done(app: Flask) -> set[str]:
    person = make_person(role=Role.ADMINISTRATOR)
    found = read_surroundings(db.session, person, site_settings(), current_settings())
    return {step.name for step in list_steps(found) if step.is_done}


def test_a_production_site_begins_with_its_sender_alone(app: Flask) -> None:
    assert done(app) == {"sender"}


def test_a_development_run_needs_no_records_and_a_name_of_the_server_is_one(app: Flask) -> None:
    change_settings(app, development=True, site_name="Der Bote", postal_address="Quay 4")

    assert done(app) == {"sender", "dns", "name", "postal", "factor"}


def test_the_list_costs_few_queries(app: Flask) -> None:
    person = make_person(role=Role.ADMINISTRATOR)
    site, statements = site_settings(), []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    list_steps(read_surroundings(db.session, person, site, current_settings()))

    assert len(statements) <= 6
