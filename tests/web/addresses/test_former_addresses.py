"""A former address leads to what readers may see, and nowhere else."""

import pytest
from flask import Flask

from blog.database import db
from blog.models import FormerAddress
from blog.models.former_address import address_key
from blog.web.addresses.former_addresses import find_former_address
from tests.factories import NOW, make_article, make_draft, save


def lead(address: str, **to: object) -> None:
    save(FormerAddress(key=address_key(address), address=address, created_at=NOW, **to))


def test_the_most_exact_reading_counts(app: Flask) -> None:
    lead("/?p=1", target="/topics/a")
    lead("/blog", target="/topics/b")
    lead("/blog?p=1", target="/topics/c")

    assert find_former_address(db.session, "/blog/", "p=1&x=2") == "/topics/c"
    assert find_former_address(db.session, "/blog/", "p=2") == "/topics/b"
    assert find_former_address(db.session, "/", "p=1") == "/topics/a"
    assert find_former_address(db.session, "/", "") == ""


@pytest.mark.parametrize("is_public", [True, False])
def test_a_draft_is_found_by_nobody(app: Flask, is_public: bool) -> None:
    article = make_article("A") if is_public else make_draft("A")
    lead("/old", article=article)

    assert find_former_address(db.session, "/old") == (f"/articles/{article.slug}" if is_public else "")
