"""The flask commands; each is a few lines over a deed."""

import os
import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate.cli import db as migrations

from blog.accounts.people.commands import COMMANDS as ACCOUNTS
from blog.config.settings import settings_of
from blog.database import db
from blog.database.migrations import init_migrations
from blog.database.schema import require_current_schema
from blog.delivery.alerts.commands import COMMANDS as ALERTS
from blog.delivery.bounces.commands import COMMANDS as BOUNCES
from blog.delivery.devmail.smtp_server import MessageSaver, ThreadedServer
from blog.delivery.routes import mail_folder
from blog.delivery.worker.commands import worker_command
from blog.delivery.worker.live_commands import COMMANDS as LIVE
from blog.operations.backup.commands import COMMANDS as BACKUP
from blog.operations.command_line.failing_commands import explain_failures
from blog.operations.command_line.version_commands import show_version
from blog.operations.demo.commands import COMMANDS as DEMO
from blog.operations.demo.dev_setup import prepare
from blog.operations.doctor.commands import doctor
from blog.operations.jobs.all_jobs import background_jobs, time_critical_jobs
from blog.operations.moving_in.at_desk.commands import COMMANDS as AT_DESK
from blog.operations.moving_in.commands import import_command
from blog.operations.moving_out.commands import export_command
from blog.operations.static_site.commands import static
from blog.operations.static_site.following.worker_job import following_jobs
from blog.operations.supervisor import (
    LOOPBACK_FOR_ANY,
    PortUnavailable,
    Supervisor,
    allow_many_connections,
    local_address,
    local_host_names,
    require_free_port,
    web_server_command,
    worker_process_command,
)
from blog.operations.upgrading.commands import backup as back_up_database
from blog.operations.upgrading.commands import fill
from blog.operations.upgrading.commands import restore_backup as restore_database
from blog.operations.upgrading.schema_gate import guard_commands
from blog.pictures.moving.commands import COMMANDS as MEDIA
from blog.subscriptions.admin.commands import COMMANDS as SUBSCRIBERS
from blog.web.themes.commands import COMMANDS as THEMES


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads a web process.")
@click.option("--worker/--no-worker", default=True, show_default=True, help="Run a worker beside the web server.")
@with_appcontext
def serve(host: str, port: int, processes: int, threads: int, worker: bool) -> None:
    """Run web server and worker together; Ctrl-C stops both."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        require_free_port(host, port)
    except PortUnavailable as taken:
        raise click.ClickException(str(taken)) from None
    commands = [web_server_command(host, port, processes, threads), *([worker_process_command()] if worker else [])]
    if settings_of(app).development:
        status = serve_for_development(app, commands, host, local_address(host, port))
    else:
        require_current_schema(db.engine)
        db.engine.dispose()
        status = run(Supervisor({}), commands, local_address(host, port), f"Broadsheet listens on {host}, port {port}.")
    sys.exit(status)


def serve_for_development(app: Flask, commands: list[list[str]], host: str, address: str) -> int:
    """Prepare the first start, start the server of captured mail, and serve; return the exit status."""
    login = prepare(app)
    supervisor = Supervisor({"BLOG_BASE_URL": os.environ.get("BLOG_BASE_URL") or address, **hosts_for(host)})
    if settings_of(app).mail_server:
        return run(supervisor, commands, address, banner(address, login, has_mailbox=False))
    server = ThreadedServer(MessageSaver(mail_folder(app.instance_path)), settings_of(app).captured_mail_port)
    try:
        supervisor = Supervisor({**supervisor.environment, "BLOG_CAPTURED_MAIL_PORT": str(server.port)})
        return run(supervisor, commands, address, banner(address, login, has_mailbox=True))
    finally:
        server.stop()


def hosts_for(host: str) -> dict[str, str]:
    """Return the setting that lets other machines in, when the server listens on every address."""
    if host not in LOOPBACK_FOR_ANY:
        return {}
    names = [os.environ.get("BLOG_TRUSTED_HOSTS", ""), *local_host_names()]
    return {"BLOG_TRUSTED_HOSTS": ",".join(filter(None, names))}


def run(supervisor: Supervisor, commands: list[list[str]], address: str, text: str) -> int:
    """Start *commands*, print *text* once the site answers, and watch until the end."""
    supervisor.stop_on_signals()
    allow_many_connections()
    try:
        for command in commands:
            supervisor.start(command)
        if supervisor.wait_for(f"{address}/healthz"):
            click.echo(text)
        return supervisor.watch()
    finally:
        supervisor.stop()


def banner(address: str, login: str | None, *, has_mailbox: bool) -> str:
    """Return what a development run prints when it is ready."""
    lines = ["", "Broadsheet is running.", f"  Read   {address}/", f"  Write  {address}/login"]
    if login:
        lines[-1] += f"   {login}"
    if has_mailbox:
        lines.append(f"  Mail   {address}/dev/mail")
    return "\n".join([*lines, "  Stop   Ctrl-C", ""])


COMMANDS = (
    *guard_commands(
        (
            *ACCOUNTS,
            *ALERTS,
            *BOUNCES,
            *DEMO,
            *LIVE,
            *MEDIA,
            *SUBSCRIBERS,
            export_command,
            import_command,
            static,
            worker_command(background_jobs, time_critical_jobs, following_jobs),
        )
    ),
    *AT_DESK,
    *BACKUP,
    *THEMES,
    doctor,
    migrations,
    serve,
    show_version,
)


for command in (back_up_database, fill, restore_database):
    migrations.add_command(command)


def init_commands(app: Flask) -> None:
    """Give *app* its commands."""
    init_migrations(app)
    for command in COMMANDS:
        app.cli.add_command(command)


for each in COMMANDS:
    explain_failures(each)
