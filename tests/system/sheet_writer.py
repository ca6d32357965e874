"""Somebody who writes at random on the editor's sheet, and knows what should come of each key."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from playwright.sync_api import Page

from tests.system.sheet_clipboard import PASTE, make_content, make_word, write_clipboard
from tests.system.sheet_outline import BREAK, Block, Chain, Word

LISTS = ("ul", "ol")
KEYS = {"ul": "Control+Shift+Digit8", "ol": "Control+Shift+Digit7"}
PLACE = """(field, word) => {
    const at = field.value.indexOf(word) + word.length;
    const end = at + /^\\**/.exec(field.value.slice(at))[0].length;
    field.focus();
    field.setSelectionRange(end, end);
}"""


class Writer:
    """A page with the editor, the blocks that its text should be, and the block in which the caret stands last."""

    def __init__(self, page: Page, seed: int) -> None:
        self.page, self.random = page, random.Random(seed)
        self.blocks, self.at, self.items, self.log = [Block()], 0, 0, list[str]()
        page.fill("#body", "")

    @property
    def here(self) -> Block:
        return self.blocks[self.at]

    @property
    def text(self) -> str:
        return self.page.input_value("#body")

    def act(self) -> None:
        """Do one thing that is possible here; now and then take it back and do it again."""
        deeds = list(self.possible())
        name, deed = self.random.choices(deeds, [weight for *_, weight in deeds])[0][:2]
        self.log.append(name)
        before = self.text
        deed()
        if (
            name not in {"type", "go", "letter", "bold as one types"}
            and self.random.random() < 0.2
            and self.text != before
        ):
            self.undo(before)

    def undo(self, before: str) -> None:
        """Take back the last thing, and do it again."""
        after, caret = self.text, self.page.locator("#body").evaluate("f => [f.selectionStart, f.selectionEnd]")
        self.press("Control+z")
        assert self.text == before, f"undone: {self.log}"
        self.press("Control+Shift+z")
        if self.text != after:
            self.page.fill("#body", after)
        self.page.locator("#body").evaluate("(f, [start, end]) => f.setSelectionRange(start, end)", caret)

    def possible(self) -> Iterator[tuple[str, Callable[[], None], int]]:
        """Yield what can be done here: its name, the deed, how often it is chosen."""
        yield "type", self.type_words, 8
        yield "bold as one types", self.type_marked, 1
        yield "go", self.go, 2
        yield from self.with_words()
        yield from self.without_words()
        yield from self.in_items()

    def with_words(self) -> Iterator[tuple[str, Callable[[], None], int]]:
        *_, last = [Word(BREAK), *self.here.words]
        if last.words == BREAK:
            return
        yield "enter", self.enter, 6
        yield "shift-enter", self.break_line, 1
        yield "mark", self.mark_last, 2
        if not last.marks and last.words.isalpha() and len(last.words) > 2:
            yield "letter", self.delete_letter, 1
        if self.is_one_line():
            yield "list", lambda: self.list_or_not("ul"), 1
            yield "numbers", lambda: self.list_or_not("ol"), 1
            yield "heading", self.heading_or_not, 1
            yield from self.in_one_line()

    def in_one_line(self) -> Iterator[tuple[str, Callable[[], None], int]]:
        words = self.here.words[-2:]
        if len(words) > 1 and not self.here.is_heading and not any(word.marks for word in words):
            yield "split", self.split, 2
        if self.depth() < 2 and not self.children():
            yield "quote", self.quote_or_not, 1

    def without_words(self) -> Iterator[tuple[str, Callable[[], None], int]]:
        if self.here.words or self.children():
            return
        if self.here.chain:
            yield "enter", self.enter, 6
        if self.here.chain or self.is_behind_words():
            yield "backspace", self.backspace, 3
        if not self.depth():
            yield "paste", self.paste, 2

    def in_items(self) -> Iterator[tuple[str, Callable[[], None], int]]:
        if self.is_one_line() and self.depth() and not self.children():
            if not self.at or self.quotes() == self.quotes(self.blocks[self.at - 1]):
                yield "tab", self.tab, 2
            if self.depth() > 1:
                yield "shift-tab", self.shift_tab, 1

    def is_one_line(self) -> bool:
        return BREAK not in {word.words for word in self.here.words}

    def depth(self) -> int:
        return len([one for one in self.here.chain if one in LISTS])

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def make_word(self) -> str:
        return make_word(self.random)

    def new_item(self) -> str:
        self.items += 1
        return f"li{self.items}"

    def type_words(self) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.put(Word(self.make_word()))

    def put(self, word: Word) -> None:
        """Type a word, behind a space if another is before it."""
        self.page.keyboard.insert_text(f"{self.gap()}{word.words}")
        self.here.words.append(word)

    def gap(self) -> str:
        return " " if self.here.words and self.here.words[-1].words != BREAK else ""

    def type_marked(self) -> None:
        word = Word(self.make_word(), ("strong",))
        if self.gap():
            self.page.keyboard.insert_text(" ")
        self.press("Control+b")
        self.page.keyboard.insert_text(word.words)
        self.press("ArrowRight", "ArrowRight")
        self.here.words.append(word)

    def go(self) -> None:
        filled = [block for block in self.blocks if block.words and block.words[-1].words != BREAK]
        if filled:
            self.go_to_end(self.random.choice(filled))

    def go_to_end(self, block: Block) -> None:
        self.at = next(at for at, one in enumerate(self.blocks) if one is block)
        if block.words and block.words[-1].words != BREAK:
            self.page.locator("#body").evaluate(PLACE, block.words[-1].words)

    def is_behind_words(self) -> bool:
        """Return whether the caret stands in an empty paragraph behind a block with words."""
        before = self.blocks[self.at - 1] if self.at else None
        return before is not None and bool(before.words) and before.words[-1].words != BREAK and not self.is_parted()

    def is_parted(self) -> bool:
        at = self.page.locator("#body").evaluate("field => field.selectionStart")
        return self.text[:at].endswith("\n\n\n")

    def enter(self) -> None:
        self.press("Enter")
        if self.here.words:
            self.begin_block([])
        else:
            self.leave()

    def begin_block(self, words: list[Word]) -> None:
        """Begin the next block of the same kind, or a paragraph after a heading; what stands inside an item follows."""
        chain = self.here.chain
        new = (*chain[:-1], self.new_item()) if chain and chain[-1][:2] == "li" else chain
        self.move_children(chain, new)
        self.blocks.insert(self.at + 1, Block(new, words=words))
        self.at += 1

    def children(self) -> list[Block]:
        chain = self.here.chain
        is_item = bool(chain) and chain[-1][:2] == "li"
        return [one for one in self.blocks[self.at + 1 :] if is_item and one.chain[: len(chain)] == chain]

    def move_children(self, old: Chain, new: Chain) -> None:
        for block in self.children():
            block.chain = (*new, *block.chain[len(old) :])

    def leave(self) -> None:
        """Leave the innermost list or quote; an item of an inner list becomes one of the outer."""
        chain = self.here.chain
        if len(chain) > 3 and chain[-2] in LISTS and chain[-4] in LISTS:
            self.here.chain = (*chain[:-3], chain[-1])
            self.adopt(chain[:-2])
        elif chain:
            self.here.chain = chain[:-2] if chain[-1][:2] == "li" else chain[:-1]

    def break_line(self) -> None:
        """Break the line; a heading has one line alone."""
        self.press("Shift+Enter")
        if self.here.is_heading:
            self.begin_block([])
        else:
            self.here.words.append(Word(BREAK))

    def mark_last(self) -> None:
        name, key = self.random.choice([("strong", "Control+b"), ("em", "Control+i")])
        last = self.here.words[-1]
        start = self.text.index(last.words)
        self.page.locator("#body").evaluate(
            "(f, [from, to]) => f.setSelectionRange(from, to)", [start, start + len(last.words)]
        )
        self.press(key)
        marks = {*last.marks} ^ {name}
        self.here.words[-1] = Word(last.words, tuple(sorted(marks)))
        self.go_to_end(self.here)

    def delete_letter(self) -> None:
        self.press("Backspace")
        last = self.here.words[-1]
        self.here.words[-1] = Word(last.words[:-1], last.marks)

    def backspace(self) -> None:
        self.press("Backspace")
        if self.here.chain:
            self.leave()
        else:
            del self.blocks[self.at]
            self.at -= 1

    def paste(self) -> None:
        """Paste what another program wrote, into a quote too."""
        blocks = make_content(self.random, lambda: self.make_word()[:5], self.new_item)
        self.page.evaluate(PASTE, [write_clipboard(self.random, blocks)])
        self.page.wait_for_function(
            "word => document.activeElement.value.includes(word)", arg=blocks[-1].words[-1].words
        )
        self.blocks[self.at : self.at + 1] = [replace(one, chain=(*self.here.chain, *one.chain)) for one in blocks]
        self.at += len(blocks) - 1

    def split(self) -> None:
        last = self.here.words[-1]
        self.page.locator("#body").evaluate(
            "(f, word) => f.setSelectionRange(f.value.indexOf(word), f.value.indexOf(word))", last.words
        )
        self.press("Enter")
        self.begin_block([self.here.words.pop()])
        self.go_to_end(self.here)

    def list_or_not(self, kind: str) -> None:
        self.press(KEYS[kind])
        chain = self.here.chain
        if chain[-2:-1] == (kind,):
            self.restyle(self.quotes())
        elif chain and chain[-1][:2] == "li":
            self.restyle((*chain[:-2], kind, chain[-1]))
        else:
            self.restyle((*chain, kind, self.new_item()))

    def heading_or_not(self) -> None:
        self.page.get_by_role("button", name="Heading", exact=True).click()
        self.restyle(self.quotes(), is_heading=not self.here.is_heading)

    def restyle(self, chain: Chain, *, is_heading: bool = False) -> None:
        """Make this block another kind; what stands inside of an item comes along."""
        self.move_children(self.here.chain, chain)
        self.blocks[self.at] = replace(self.here, chain=chain, is_heading=is_heading)
        self.go_to_end(self.here)

    def quotes(self, block: Block | None = None) -> Chain:
        return tuple(one for one in (block or self.here).chain if one.startswith("blockquote"))

    def quote_or_not(self) -> None:
        self.page.get_by_role("button", name="Quote", exact=True).click()
        chain, self.items = self.here.chain, self.items + 1
        quoted = chain[1:] if self.quotes() else (f"blockquote{self.items}", *chain)
        self.restyle(quoted, is_heading=self.here.is_heading)

    def tab(self) -> None:
        self.press("Tab")
        chain = self.here.chain
        before = self.blocks[self.at - 1].chain if self.at else ()
        depth = len(chain) - 2
        if before[:depth] == chain[:depth] and len(before) > depth and before[depth] in LISTS:
            self.here.chain = (*before[: depth + 2], *chain[depth:])

    def shift_tab(self) -> None:
        self.press("Shift+Tab")
        chain = self.here.chain
        self.here.chain = (*chain[:-4], *chain[-2:])
        self.adopt(chain[:-2])

    def adopt(self, outer: Chain) -> None:
        """Let the items that follow in the list that this one left stand inside of this one."""
        for block in self.blocks[self.at + 1 :]:
            if block.chain[: len(outer)] != outer:
                return
            block.chain = (*self.here.chain, *block.chain[len(outer) :])
