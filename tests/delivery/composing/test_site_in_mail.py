"""Mails are from the site as its settings describe it."""

from datetime import timedelta

from flask import Flask

from blog.config.settings import settings_of
from blog.database import db
from blog.delivery.composing.composer_factory import make_composer
from blog.delivery.queue.quotas import Quotas
from blog.delivery.queue.send_cycle import ResultWriter
from blog.delivery.worker.batch import Batch
from blog.models import SiteSetting
from blog.web.extensions import links
from blog.web.site_identity.reading import forget_site_settings, site_settings
from tests.delivery.mail_factories import alert_for, owed_of, read
from tests.factories import NOW
from tests.settings import change_settings


def choose(**values: object) -> None:
    for key, value in values.items():
        SiteSetting.write(db.session, key, value)
    db.session.commit()


def test_mails_follow_the_settings(app: Flask) -> None:
    change_settings(app, mail_default_sender="news@news.example.org")
    composer, row = make_composer(settings_of(app), links()), alert_for()
    choose(
        name="Der Bote", tagline="", reply_to="desk@bote.example", postal_address="Bote & Co.\nQuay 4\n\n8001 Zürich"
    )
    forget_site_settings()

    message = read(composer.write(owed_of(row), db.session, NOW))

    assert (message["From"], message["Reply-To"]) == ("Der Bote <news@news.example.org>", "desk@bote.example")
    text = message.get_body(("plain",)).get_content()
    assert text.splitlines()[-1] == "Bote & Co., Quay 4, 8001 Zürich"
    assert "Bote &amp; Co.<br>Quay 4<br>8001 Zürich</p>" in message.get_body(("html",)).get_content()
    assert "Der Bote" in text.splitlines()
    assert "IFBG" not in str(message)


def test_a_sender_name_of_its_own_is_kept_safe_and_that_of_the_server_wins(app: Flask) -> None:
    choose(sender_name='Bote" <evil@x.org>, "', name="Der Bote")
    forget_site_settings()
    assert site_settings().sender_name == "IFBG News"

    change_settings(app, mail_default_sender="news@news.example.org")
    message = read(make_composer(settings_of(app), links()).write(owed_of(alert_for()), db.session, NOW))

    assert [one.addr_spec for one in message["From"].addresses] == ["news@news.example.org"]
    assert message["Reply-To"] is None


def test_the_worker_reads_them_anew_before_each_batch(app: Flask) -> None:
    settings = settings_of(app)
    lease = timedelta(seconds=60)
    writer = ResultWriter(worker="w", lease=lease, hold_uncertain=False, own_domains=frozenset())
    batch = Batch(make_composer(settings, links()), Quotas(settings), writer, max_size=10)
    assert site_settings().name == "IFBG News"
    choose(name="Der Bote")

    batch.claim_more(db.session, NOW)

    assert site_settings().name == "Der Bote"
