import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing.matched_follow import MatchedFollow, find_matched_follow
from tests.factories import make_topic


def test_a_topic_is_named_with_the_link_that_ends_its_follow(app: Flask) -> None:
    topic = make_topic("Tea")

    reason = find_matched_follow(db.session, f"topic:{topic.id}", "https://x/subscriptions/t")

    assert reason == MatchedFollow("topic", "Tea", f"https://x/subscriptions/t/unfollow/topic/{topic.id}")


@pytest.mark.parametrize(("followed", "kind"), [("site", "site"), (None, ""), ("topic:999999", "")])
def test_the_site_and_what_is_gone_have_no_such_link(app: Flask, followed: str | None, kind: str) -> None:
    assert find_matched_follow(db.session, followed, "https://x") == MatchedFollow(kind)
