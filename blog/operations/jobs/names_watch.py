"""The worker's look at the DNS: once a day, and when the page of first steps asks for it."""

from datetime import datetime, timedelta

from blog.config.settings import Settings
from blog.database import AnySession
from blog.delivery.worker.job_runner import Job
from blog.models import CheckName, SiteCheck
from blog.operations.doctor.dns_policies import check_names
from blog.operations.doctor.findings import Severity
from blog.operations.doctor.resolver import LookupFailed, Records

EVERY = timedelta(days=1)


def names_watch(settings: Settings, records: Records) -> Job:
    """Return the job that keeps what is wrong with the names of *settings*, as *records* says.

    A resolver that does not answer costs one wait: the first failure ends the look.
    """

    def watch_names(session: AnySession, now: datetime) -> bool:
        check = session.get(SiteCheck, CheckName.DNS)
        seen_at = check.checked_at if check and not check.is_awaited else None
        if seen_at is not None and now - seen_at < EVERY:
            return False
        session.rollback()  # No transaction waits for the resolver.
        found = find_faults(settings, records)
        kept = SiteCheck.hold(session, CheckName.DNS)
        kept.checked_at, kept.findings = now, found
        return False

    return watch_names


def find_faults(settings: Settings, records: Records) -> list[dict[str, str]]:
    """Return what keeps mail from arriving, as subject and message."""
    try:
        findings = list(check_names(settings, records))
    except LookupFailed as failure:
        return [{"subject": "names", "message": f"{failure} Check the network and the resolver of this machine."}]
    wrong = [one for one in findings if one.severity is Severity.WRONG]
    return [{"subject": one.subject, "message": one.message} for one in wrong]
