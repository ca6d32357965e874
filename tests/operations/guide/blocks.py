"""The blocks of commands in docs/operations.md."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs/operations.md"
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ACCOUNT = re.compile(r"# as (root|broadsheet|postgres|anybody)\b(.*)\n")


@dataclass(frozen=True)
class Block:
    """Commands, the account that runs them, and what its first line says about them."""

    account: str
    title: str
    commands: str


def read_blocks() -> list[Block]:
    """Return the blocks in their order.

    Raises:
        ValueError: one does not begin with its account.
    """
    blocks = []
    for text in FENCE.findall(GUIDE.read_text("utf-8")):
        first = ACCOUNT.match(text)
        if first is None:
            raise ValueError(f"no account: {text.splitlines()[0]}")
        blocks.append(Block(first[1], first[2].strip(" :,"), text[first.end() :]))
    return blocks
