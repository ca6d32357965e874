from flask import Flask

from blog.delivery.bounces.bounce_policy import read_policy
from tests.delivery.mail_factories import alert_for, compose
from tests.settings import change_settings


def test_the_policy_knows_the_message_id_of_a_sent_message(app: Flask) -> None:
    row = alert_for()

    assert read_policy(app).message_id(row) == compose(row)["Message-ID"]


def test_the_limit_of_soft_bounces_is_the_operators(app: Flask) -> None:
    change_settings(app, soft_bounces_allowed=7)

    policy = read_policy(app)

    assert (policy.soft_bounce_limit, policy.secret) == (7, app.config["SECRET_KEY"])
