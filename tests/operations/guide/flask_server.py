"""A process that has imported the site once and forks for each command of flask, since each import takes seconds."""

import json
import os
import pwd
import socket
import sys
from pathlib import Path

from flask.cli import FlaskGroup, ScriptInfo

SOCKET = Path("/run/flask")
CLIENT = f"""import json, os, signal, socket, sys
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as peer:
    peer.connect({str(SOCKET)!r})
    order = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd(), os.getuid()]).encode()
    socket.send_fds(peer, [order], [0, 1, 2])
    child = int(peer.recv(16))
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    sys.exit(int(peer.recv(16)))
"""


def listen() -> None:
    """Fork a server of commands, and return once it listens."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(str(SOCKET))
    SOCKET.chmod(0o666)
    listener.listen()
    if os.fork() == 0:
        try:
            serve(listener)
        finally:
            os._exit(1)


def serve(listener: socket.socket) -> None:
    """Fork for each command that comes; no fork ever returns from here."""
    sys.path.insert(0, "/srv/broadsheet")
    import blog.operations.command_line.console  # noqa: F401, PLC0415

    while True:
        peer, _ = listener.accept()
        if os.fork() == 0:
            try:
                answer(peer)
            finally:
                os._exit(1)
        peer.close()


def answer(peer: socket.socket) -> None:
    """Run one command as who sent it, and tell its status."""
    data, descriptors, _, _ = socket.recv_fds(peer, 1 << 16, 3)
    arguments, environment, folder, uid = json.loads(data)
    child = os.fork()
    if child == 0:
        try:
            run(arguments, environment, folder, uid, descriptors)
        finally:
            os._exit(1)
    peer.send(str(child).encode())
    peer.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def run(arguments: list[str], environment: dict[str, str], folder: str, uid: int, descriptors: list[int]) -> None:
    """Become a process of the account *uid* in *folder*, and do what flask does."""
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
    os.chdir(folder)
    os.setgroups([])
    os.setgid(pwd.getpwuid(uid).pw_gid)
    os.setuid(uid)
    os.umask(0o077)
    os.environ.clear()
    os.environ.update(environment)
    try:
        FlaskGroup().main(args=arguments, prog_name="flask", obj=ScriptInfo())
    except SystemExit as end:
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else bool(end.code))
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
    os._exit(1)
