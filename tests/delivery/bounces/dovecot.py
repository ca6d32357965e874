"""Debian's Dovecot on loopback, for one user with a Maildir, run by whoever runs the tests."""

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

USER = "bounces"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
auth_mechanisms = plain
default_internal_user = {owner}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{folder}/mail
first_valid_uid = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}
}}
namespace inbox {{
  inbox = yes
}}
"""


def find_dovecot() -> str | None:
    """The server's program, where its package dovecot-imapd is installed."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    return program if program and Path("/usr/lib/dovecot/imap-login").exists() else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until it answers, which takes a few hundredths of a second."""
    while server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=0.05):
            return
        with suppress(subprocess.TimeoutExpired):
            server.wait(0.02)
    raise RuntimeError(log.read_text() if log.exists() else "Dovecot ended at once.")


@contextmanager
def run_dovecot(program: str, folder: Path, certificate: Path, password: str) -> Iterator[int]:
    """Run the server; give its port. Messages are files in mail/new, folders are mail/.Name."""
    port = free_port()
    for name in ("cur", "new", "tmp"):
        (folder / "mail" / name).mkdir(parents=True)
        (folder / "mail" / ".Processed" / name).mkdir(parents=True)
    is_root = os.getuid() == 0  # Dovecot's processes refuse to be root; its package makes users for them.
    owner = "dovecot" if is_root else getpass.getuser()
    group = grp.getgrgid(pwd.getpwnam(owner).pw_gid).gr_name
    if is_root:
        subprocess.run(["chown", "-R", f"{owner}:{group}", str(folder)], check=True)
    files = {"certificate": certificate, "key": certificate.with_name("key.pem")}
    users = {"owner": owner, "group": group, "login": "dovenull" if is_root else owner}
    config = folder / "dovecot.conf"
    config.write_text(CONFIG.format(folder=folder, port=port, password=password, **files, **users))
    server = subprocess.Popen([program, "-F", "-c", str(config)])
    try:
        wait_for(port, server, folder / "log")
        yield port
    finally:
        server.terminate()
        server.wait(10)
