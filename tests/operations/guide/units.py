"""A stand-in for systemctl: starts the commands of units as their account with their settings, and stops them.

It runs alone, in the root of the guide, and knows no module of ours.
"""

import configparser
import os
import pwd
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS, STATE, PID = Path("/etc/systemd/system"), Path("/run/units"), Path("/run/nginx.pid")
SERVING = ("broadsheet", "broadsheet-web@8001")
VALUE = re.compile(r'"([^"$`\\]*)"|([^"\'$`\\]*)')


def read_unit(name: str) -> configparser.SectionProxy:
    """Return the section Service of a unit, with %i filled in."""
    stem, _, instance = name.removesuffix(".service").partition("@")
    text = (UNITS / (f"{stem}@.service" if instance else f"{stem}.service")).read_text()
    unit = configparser.RawConfigParser(strict=False, delimiters="=", comment_prefixes="#")
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text.replace("%i", instance))
    return unit["Service"]


def read_settings(path: str) -> dict[str, str]:
    """Return what systemd takes from a file of settings that is as plain as ours."""
    found = {}
    for line in Path(path).read_text().splitlines():
        if line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            match = VALUE.fullmatch(value)
            assert match, f"a shell and systemd may read this otherwise: {line}"
            found[name] = match[1] if match[1] is not None else match[2]
    return found


def run_as(service: configparser.SectionProxy, command: str) -> "subprocess.Popen[bytes]":
    """Start *command* as the account of *service*, in a session of its own."""
    account = pwd.getpwnam(service["User"])
    environment = {"PATH": os.environ["PATH"], **read_settings(service["EnvironmentFile"])}
    return subprocess.Popen(
        shlex.split(command), cwd=service["WorkingDirectory"], env=environment, user=account.pw_uid,
        group=account.pw_gid, extra_groups=[], umask=int(service["UMask"], 8), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=(STATE / "log").open("ab"), stderr=subprocess.STDOUT,
    )  # fmt: skip


def start(names: list[str]) -> None:
    """Start units that never ran, of those that serve; the others are only read, since they show nothing new."""
    services = {name: read_unit(name) for name in names}
    for name in names:
        if name in SERVING and not (STATE / name).exists():
            start_service(name, services[name])


def start_service(name: str, service: configparser.SectionProxy) -> None:
    """Start the commands of one unit, and wait until what stands in ExecStartPost is content."""
    if "ExecStartPre" in service:
        assert run_as(service, service["ExecStartPre"]).wait() == 0
    (STATE / name).write_text(str(run_as(service, service["ExecStart"]).pid))
    subprocess.run(shlex.split(service["ExecStartPost"]), check=True)


def stop(names: list[str]) -> None:
    """Stop units that run."""
    for name in names:
        if (STATE / name).exists() and (STATE / name).read_text():
            os.kill(int((STATE / name).read_text()), signal.SIGTERM)
            (STATE / name).write_text("")


def main(action: str, *names: str) -> None:
    """Do what systemctl would."""
    STATE.mkdir(exist_ok=True)
    units = [name for name in names if name.startswith("broadsheet")]
    if action in {"enable", "start", "restart"}:
        start(units)
    elif action in {"disable", "stop"}:
        stop(units)
    elif (action, *names) == ("reload", "nginx"):
        reload_nginx()


def reload_nginx() -> None:
    """Start nginx, or let it read its files anew; its test makes an empty file for its number."""
    if PID.read_text():
        os.kill(int(PID.read_text()), signal.SIGHUP)
        return
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["nginx"], check=True, **quiet)  # type: ignore[call-overload]
    while not PID.read_text():
        time.sleep(0.05)


main(*sys.argv[1:])
