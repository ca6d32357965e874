"""An address that leads somewhere keeps leading there."""

from flask import Flask

from blog.database import db
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.web.addresses.former_addresses import find_former_address
from tests.factories import NOW


def test_the_first_owner_of_an_address_keeps_it(app: Flask) -> None:
    assert add_former_paths(db.session, ["/a/", "/A", "/?p=1", "/"], NOW, target="/topics/a") == 2
    assert add_former_paths(db.session, ["/a"], NOW, target="/topics/b") == 0
    assert find_former_address(db.session, "/a/") == "/topics/a"
