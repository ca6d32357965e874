from flask import Flask, g

from blog.database import db
from blog.models import PagePurpose
from blog.web.site_identity.imprint import find_imprint, load_imprint
from tests.site.page_factories import make_page


def test_the_link_is_read_once_for_a_context(app: Flask) -> None:
    assert find_imprint() is None
    make_page("Imprint", purpose=PagePurpose.IMPRINT)
    db.session.commit()

    assert find_imprint() is None
    load_imprint(db.session)
    found = find_imprint()
    assert found is not None
    assert found.title == "Imprint"
    assert found.url.startswith("https://news.example.org/")
    g.pop("imprint")
