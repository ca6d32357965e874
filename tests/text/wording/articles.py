"""Articles made by chance of every kind of block, and what a browser copies from their pages."""

import re
from html import unescape
from random import Random

WORDS = (
    *("alpha", "beta", "gamma", "delta", "Kremlin's", '"quoted"', "it's", "1990-1995", "--", "...", "naïve", "Tomás"),
    *("5&nbsp;km", "AT&T", "a\\*b", "x_y", "&amp;", "—", "über", "東京", "Don't"),
)
BLOCK_END = re.compile(r"</(?:p|li|h[2-6]|tr|blockquote|figcaption|pre|ul|ol)>")
CELL_END = re.compile(r"</t[dh]>")
BACK = re.compile(r'<a class="note-back.*?</a>')


class Writer:
    """Writes articles; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def words(self, count: int) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def marked(self) -> str:
        words = self.words(self.random.randint(1, 3))
        forms = ("*{}*", "**{}**", '[{}](https://e.org/a_b "t")', "`code x`", "[**{}** x](/articles/y)", "~~{}~~")
        return self.random.choice([*forms, "{}[^1]", "***{}*** z", "[{}][ref]", "<https://e.org/a>"]).format(words)

    def run(self) -> str:
        count = self.random.randint(1, 4)
        parts = (self.random.choice([self.words(self.random.randint(1, 4)), self.marked()]) for _ in range(count))
        return " ".join(parts)

    def block(self) -> str:
        form = self.random.choice([
            "## {}", "- {}\n- {}\n- [ ] {}", "1. {}\n2. {}", "> {}\n> {}\n>\n> {}", "- {}\n\n  {}\n  - {}",
            "| h | k |\n| --- | --- |\n| {} | {} |", "{}  \n{}", "{}\n{}", "{}", "> [!pull] {}\n> -- Speaker",
            "::: information\n### {}\n\n{}\n:::", "::: questions\n## {}\n{}\n\n## {}\n:::", "::: other\n{}\n:::",
            "[Talk](https://vimeo.com/1)\n> {}", "[Report](https://e.org/r)\n> {}\n>\n> - {}", "[Go](/y){{.button}}",
        ])  # fmt: skip
        return form.format(*(self.run() for _ in range(3)))

    def article(self) -> str:
        blocks = [self.block() for _ in range(self.random.randint(1, 4))]
        return "\n\n".join([*blocks, f"[^1]: Note {self.words(3)}", "[ref]: /articles/z"])

    def selection(self, html: str) -> str:
        """Return what is copied when a part of the page of *html* is selected."""
        page = unescape(re.sub("<[^>]*>", "", CELL_END.sub("\t", BLOCK_END.sub("\n\n", BACK.sub("", html)))))
        start = self.random.randrange(len(page))
        return page[start : start + self.random.randint(4, 80)]
