"""A worker in a process of its own, which a test may kill: its settings come from the environment."""

from blog import create_app
from tests.conftest import SETTINGS

if __name__ == "__main__":
    limits = {"MAIL_TIMEOUT_SECONDS": 5, "WORKER_LEASE_SECONDS": 1, "WORKER_BATCH": 8, "MAIL_CONNECTIONS": 2}
    app = create_app(SETTINGS | limits)
    app.test_cli_runner().invoke(args=["worker"])
