// Makes the lines of a selection headings, items, numbered items or quotes, and back; an empty line parts them from what would join.
// Without this the buttons and their keys do nothing: the signs are typed by hand.
class LineStyles {
  // The spaces and quotes before a line, its sign if it is a heading or an item, its words.
  static #parts = /^((?:[ \t]|> ?)*)(#{1,6} +|(?:[-*+]|\d{1,9}[.)])(?: +|$)(?:\[[ xX]\] +)?)?(.*)$/;
  static #kinds = { heading: /^#/, list: /^[-*+]/, numbers: /^\d/ };
  static #signs = { heading: () => "## ", list: () => "- ", numbers: (place) => `${place + 1}. ` };

  #text;

  constructor(text) {
    this.#text = text;
    text.addEventListener("mark", ({ detail }) => this.#mark(detail.mark));
  }

  #mark(mark) {
    if (mark === "quote") this.#quote();
    if (mark in LineStyles.#kinds) this.#style(mark);
  }

  // A line is one of heading, item and numbered item: the sign of another is replaced.
  #style(mark) {
    const chosen = this.#chosen();
    const filled = chosen.lines.filter((line) => line.trim());
    const parts = (filled.length ? filled : [""]).map((line) => LineStyles.#parts.exec(line));
    const isSet = parts.every(([, , sign]) => LineStyles.#kinds[mark].test(sign ?? ""));
    const isItem = mark !== "heading" && !isSet;
    const styled = parts.map(([, lead, , words], place) => {
      return (isItem ? lead : LineStyles.#quotes(lead)) + (isSet ? "" : LineStyles.#signs[mark](place)) + words;
    });
    const apart = `\n${LineStyles.#quotes(parts[0][1]).trimEnd()}\n`;
    this.#put(chosen, styled.join(isItem ? "\n" : apart), styled.at(-1));
  }

  #quote() {
    const chosen = this.#chosen();
    const isSet = chosen.lines.every((line) => line.startsWith(">") || (!line.trim() && chosen.lines.length > 1));
    const indent = Math.min(...chosen.lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)[0].length), 99);
    const quoted = chosen.lines.map((line) => (isSet ? line.replace(/^> ?/, "") : `> ${line.slice(indent)}`));
    this.#put(chosen, quoted.join("\n"), quoted.at(-1));
  }

  // Puts words in the place of the chosen lines; what stands inside of the last item moves with it.
  #put({ start, end, lines }, words, last) {
    const { value } = this.#text;
    const above = value.slice(0, start).split("\n").at(-2) ?? "";
    const below = value.slice(end).split("\n").slice(1);
    const inner = below.slice(0, LineStyles.#inner(lines.at(-1), below));
    const moved = inner.map((line) => LineStyles.#move(line, LineStyles.#column(last) - LineStyles.#column(lines.at(-1))));
    const before = LineStyles.#gap(above, words.split("\n")[0]);
    const after = LineStyles.#gap(moved.at(-1) ?? last, below[inner.length] ?? "");
    const whole = [before.slice(0, -1), words, ...moved, after.slice(0, -1)].slice(before ? 0 : 1, after ? undefined : -1);
    const stop = end + inner.reduce((sum, line) => sum + line.length + 1, 0);
    const detail = { start, end: stop, words: whole.join("\n"), from: start + before.length + words.length };
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail }));
  }

  // How many of the lines below an item stand inside of it.
  static #inner(line, below) {
    const out = below.findIndex((one) => !one.trim() || /^[ \t>]*/.exec(one)[0].length < LineStyles.#column(line));
    return LineStyles.#isItem(line) ? (out < 0 ? below.length : out) : 0;
  }

  // Where the words of a line begin.
  static #column(line) {
    const [, lead, sign = ""] = LineStyles.#parts.exec(line);
    return lead.length + sign.length;
  }

  static #move(line, steps) {
    const lead = /^[ \t>]*/.exec(line)[0];
    return (steps > 0 ? lead + " ".repeat(steps) : lead.replace(new RegExp(` {0,${-steps}}$`), "")) + line.slice(lead.length);
  }

  // The empty line that two neighbours need; items need none between them.
  static #gap(above, below) {
    const isBlank = [above, below].some((line) => !line.replace(/^[ \t>]+/, ""));
    if (isBlank || (LineStyles.#isItem(above) && LineStyles.#isItem(below) && above.startsWith(">") === below.startsWith(">"))) return "";
    const [one, other] = [above, below].map((line) => LineStyles.#quotes(LineStyles.#parts.exec(line)[1]).trimEnd());
    return `${one.length < other.length ? one : other}\n`;
  }

  static #isItem(line) {
    return /^(?:[-*+]|\d)/.test(LineStyles.#parts.exec(line)[2] ?? "");
  }

  // What stands before a line up to its last sign of a quote.
  static #quotes(lead) {
    const signs = lead.replace(/[ \t]+$/, "");
    return signs && `${signs} `;
  }

  // The whole lines that the selection touches.
  #chosen() {
    const { selectionStart, selectionEnd, value } = this.#text;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const after = value.indexOf("\n", selectionEnd);
    const end = after < 0 ? value.length : after;
    return { start, end, lines: value.slice(start, end).split("\n") };
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='line_styles']")) new LineStyles(document.getElementById(place.dataset.text));
