"""A worker's parts over a real relay, and time that a test moves."""

import shutil
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask

from blog.config.settings import settings_of
from blog.database import db
from blog.delivery.outbox import announce
from blog.delivery.smtp.transport import Transport
from blog.delivery.worker.job_runner import run_jobs_once
from blog.delivery.worker.main_loop import HeartbeatWriter, delivery_jobs, make_sender
from blog.delivery.worker.sender import Sender
from blog.models import Alert, Article
from tests.factories import NOW, make_article
from tests.relay import Relay
from tests.settings import change_settings


@dataclass
class Bench:
    """A worker that works when it is told, at the time it is told, in a session of its own as another process would."""

    app: Flask
    sender: Sender
    now: datetime = NOW
    stop: Event = field(default_factory=Event)

    def change(self, **settings: Any) -> None:
        """Change settings that the sender has read already, and open its pool by them."""
        change_settings(self.app, **settings)
        self.sender.transport.settings = settings_of(self.app)
        self.sender.pool = self.sender.transport.open_pool()

    def work(self, *, after: timedelta = timedelta()) -> None:
        """Let time pass, then do everything that is due."""
        db.session.commit()
        self.now += after
        with self.app.app_context():
            while run_jobs_once(db.session, delivery_jobs(self.sender), lambda: self.now):
                pass


@pytest.fixture
def make_bench(app: Flask) -> Callable[..., Bench]:
    """Make a worker of its own name; more than one may stand side by side."""

    def make(name: str = "worker-1", transport: Transport | None = None) -> Bench:
        stop = Event()
        bench = Bench(app, sender=None, stop=stop)  # type: ignore[arg-type]
        bench.sender = make_sender(app, HeartbeatWriter(name), stop, lambda: bench.now, transport)
        return bench

    return make


@pytest.fixture
def bench(app: Flask, relay: Relay, make_bench: Callable[..., Bench]) -> Bench:
    """One worker that sends to the relay."""
    change_settings(app, mail_port=relay.port, mail_timeout_seconds=5, mail_connections=1)
    return make_bench()


def announced(article: Article | None = None) -> Alert:
    """Publish an article and owe its alert."""
    alert = announce(db.session, article or make_article(), NOW)
    db.session.commit()
    return alert


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A certificate for 127.0.0.1 that nobody trusts unless told to: the server's side, and the file to trust."""
    openssl = shutil.which("openssl") or pytest.skip("needs the openssl command")
    folder = tmp_path_factory.mktemp("tls")
    key, file = folder / "key.pem", folder / "certificate.pem"
    request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [openssl, *request, *names, "-keyout", str(key), "-out", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context, file
