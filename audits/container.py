"""Take the steps of the Containerfile without a container tool: the same commands, in a clean folder.

Absolute paths of the image lie below the clean folder. What only a container tool can do is looked at afterwards:
that nothing was written outside of the volume stands for the read-only root.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audits.containerfile import ROOT, Instruction, read_instructions
from benchmarks.server import free_port

PATIENCE_SECONDS = 120
SETTINGS = {
    "BLOG_BASE_URL": "https://news.example.org",
    "BLOG_SECRET_KEY": "only-for-the-audit-0123456789-abcdef",
    "BLOG_MAIL_SERVER": "127.0.0.1",
    "BLOG_MAIL_DEFAULT_SENDER": "IFBG News <news@example.org>",
}
Line = tuple[str, bool]


@dataclass
class Image:
    """What the instructions have built so far, below *root*."""

    root: Path
    context: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: int | None = None
    volume: str = ""
    exposed: str = ""
    commands: dict[str, list[str]] = field(default_factory=dict)

    def take(self, step: Instruction) -> None:
        """Do what *step* says; an unknown instruction is a KeyError."""
        steps = {
            "FROM": self.begin,
            "ENV": self.set_variables,
            "WORKDIR": self.enter,
            "COPY": self.copy,
            "RUN": self.run,
            "USER": self.become,
            "VOLUME": self.keep_volume,
            "EXPOSE": self.keep_port,
            "STOPSIGNAL": lambda _step: None,
            "CMD": self.keep_command,
            "HEALTHCHECK": self.keep_command,
        }
        steps[step.name](step)

    def begin(self, _step: Instruction) -> None:
        """Begin a stage; all stages share the clean folder, so that what one copies from another is there."""
        self.folder, self.user = "/", None
        self.environment = {"PATH": f"{self.root}/base:/usr/bin:/bin", "HOME": str(self.root), "LC_ALL": "C.UTF-8"}

    def set_variables(self, step: Instruction) -> None:
        """Set variables; $PATH is the one before."""
        for pair in step.words():
            name, _, value = pair.partition("=")
            self.environment[name] = self.inside(value).replace("$PATH", self.environment["PATH"])

    def enter(self, step: Instruction) -> None:
        """Make a folder, and go there."""
        self.folder = step.text
        self.place(".").mkdir(parents=True, exist_ok=True)

    def copy(self, step: Instruction) -> None:
        """Copy from the context; from another stage to the same path nothing is left to do."""
        *sources, target = step.words()
        if step.flag("from"):
            assert sources == [target], "Stages share one folder here."
            return
        for source in sources:
            if (self.context / source).is_dir():
                shutil.copytree(self.context / source, self.place(target), dirs_exist_ok=True)
            else:
                shutil.copy(self.context / source, self.place(target))

    def run(self, step: Instruction) -> None:
        """Run a line of shell."""
        line = step.text if os.geteuid() == 0 else re.sub(r"-[og] \d+ ", "", step.text)
        self.call(["sh", "-ec", line])

    def become(self, step: Instruction) -> None:
        """Note as whom the command runs."""
        self.user = int(step.text.partition(":")[0])

    def keep_volume(self, step: Instruction) -> None:
        """Note what outlives the container."""
        self.volume = step.text

    def keep_port(self, step: Instruction) -> None:
        """Note the port that the image listens on; a free one stands in for it."""
        self.exposed = step.text

    def keep_command(self, step: Instruction) -> None:
        """Note the command of the container, or of its health check."""
        self.commands[step.name] = step.words()

    def place(self, path: str) -> Path:
        """Return where *path* of the image lies."""
        return self.root / os.path.normpath(f"{self.folder}/{path}").lstrip("/")

    def inside(self, text: str) -> str:
        """Return *text* with the image's absolute paths and port replaced."""
        moved = re.sub(r"(?<![\w.:/])/(?=(?:opt|build|site)\b)", f"{self.root}/", text)
        return re.sub(rf"\b{self.exposed}\b", str(self.port), moved) if self.exposed else moved

    def options(self, **settings: str) -> dict[str, object]:
        """Return how a command of the image is started: where, as whom, and with what environment."""
        is_able = self.user is not None and os.geteuid() == 0 and can_read(self.root / "base/python", self.user)
        as_whom = {"user": self.user, "group": self.user, "extra_groups": []} if is_able else {}
        return {"cwd": self.place("."), "env": {**self.environment, **settings}, **as_whom}

    def call(self, words: list[str], **settings: str) -> None:
        """Run a command to its end; CalledProcessError when it fails."""
        options = self.options(**settings)
        subprocess.run([self.inside(word) for word in words], check=True, capture_output=True, text=True, **options)  # type: ignore[call-overload]


def can_read(program: Path, user: int) -> bool:
    """Return whether *user* may run *program*."""
    return subprocess.run([program, "-c", ""], user=user, check=False, capture_output=True).returncode == 0


def judge() -> Iterator[Line]:
    """Yield how building, serving and ending went; the bar is that each does, and that the root stays as it was."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        image = Image(Path(folder, "root"), Path(folder, "context"), free_port())
        try:
            started = time.monotonic()
            build(image)
            yield f"container: its steps were taken in {time.monotonic() - started:.0f} s", True
            yield from serve(image)
        except subprocess.CalledProcessError as failed:
            yield f"container: {failed.cmd} ended with {failed.returncode}: {failed.stderr[-800:]}", False


def build(image: Image) -> None:
    """Take every step, from the files that git knows."""
    (image.root / "base").mkdir(parents=True)
    (image.root / "base/python").symlink_to(base_python())
    prefix = f"--prefix={image.context}/"
    subprocess.run(["git", "checkout-index", "--all", prefix], cwd=ROOT, check=True, capture_output=True, text=True)
    for step in read_instructions():
        image.take(step)


def base_python() -> str:
    """Return a Python outside of any environment: the system's where there is one, which every user may run."""
    found = shutil.which("python3", path="/usr/local/bin:/usr/bin")
    return found or os.path.realpath(sys.executable)


def serve(image: Image) -> Iterator[Line]:
    """Start the image's command, ask its health check, and end it as a container tool would."""
    before = written(image)
    options = image.options(**SETTINGS)
    with tempfile.TemporaryFile() as log:
        command = [image.inside(word) for word in image.commands["CMD"]]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **options)  # type: ignore[call-overload]
        seconds = wait_until_healthy(image, process)
        process.send_signal(signal.SIGTERM)
        status = process.wait(PATIENCE_SECONDS)
        log.seek(0)
        tail = log.read()[-800:].decode()
    whom = options.get("user", "this user")
    yield f"container: healthy after {seconds} s as {whom}" + ("" if seconds else f": {tail}"), seconds is not None
    yield f"container: SIGTERM ends it with {status}", status == 0
    changed = sorted(set(written(image).items()) - set(before.items()))
    yield f"container: {len(changed)} files written outside of {image.volume} {changed[:3]}", not changed


def wait_until_healthy(image: Image, process: subprocess.Popen[bytes]) -> float | None:
    """Return the seconds until the health check is content, or None when the command ends or takes too long."""
    started = time.monotonic()
    while process.poll() is None and time.monotonic() - started < PATIENCE_SECONDS:
        try:
            image.call(image.commands["HEALTHCHECK"], **SETTINGS)
            return round(time.monotonic() - started, 1)
        except subprocess.CalledProcessError:
            time.sleep(0.5)
    return None


def written(image: Image) -> dict[Path, tuple[int, int]]:
    """Return time and size of each file of the image outside of its volume."""
    volume = image.root / image.volume.lstrip("/")
    files = [file for file in image.root.rglob("*") if file.is_file() and volume not in file.parents]
    return {file: (file.lstat().st_mtime_ns, file.lstat().st_size) for file in files}


if __name__ == "__main__":
    lines = list(judge())
    print(*(line if is_met else f"{line}  << below the bar" for line, is_met in lines), sep="\n")
    sys.exit(0 if all(is_met for _, is_met in lines) else 1)
