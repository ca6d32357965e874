"""Read a Containerfile: its instructions in order, with continued lines joined."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Instruction:
    """One instruction, such as RUN, and what stands behind it."""

    name: str
    text: str

    def words(self) -> list[str]:
        """Return the arguments: of the JSON form, or split as a shell does; flags such as --from are left out."""
        text = self.text[self.text.index("[") :] if self.is_json() else self.text
        found: list[str] = json.loads(text) if self.is_json() else shlex.split(text)
        return [word for word in found if self.is_json() or not word.startswith("--")]

    def flag(self, name: str) -> str | None:
        """Return the value of --NAME, or None."""
        prefix = f"--{name}="
        return next((word.removeprefix(prefix) for word in self.text.split() if word.startswith(prefix)), None)

    def is_json(self) -> bool:
        """Return whether the command is a list of words that no shell reads."""
        return self.name in {"CMD", "HEALTHCHECK"}


def read_instructions(file: Path = ROOT / "Containerfile") -> Iterator[Instruction]:
    """Yield the instructions of *file*."""
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, text = line.partition(" ")
            yield Instruction(name, text.strip())
