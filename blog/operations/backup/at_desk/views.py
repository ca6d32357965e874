"""The page of backups at the desk; a backup itself is made by a command or the worker, and by no page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Role
from blog.operations.backup.at_desk.backup_report import report_backups
from blog.web.access.policy import staff
from blog.web.clock import read_clock

MIB = 2**20

blueprint = Blueprint("backups", __name__)


@blueprint.get("/desk/backups")
@staff(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show the last backups, the next one, and how one is made, rehearsed and restored."""
    now = read_clock()
    report = report_backups(db.session, current_settings(), now)
    return render_template("operations/backup/index.html", report=report, now=now, mib=MIB)
