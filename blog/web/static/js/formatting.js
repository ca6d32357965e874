// Sets and takes back the signs of Markdown around what is selected, and begins pull quotes, tables, notes and videos.
// Without this the buttons and their keys do nothing: the signs are typed by hand.
class Formatting {
  static #around = { bold: "**", italic: "*" };
  static #lead = /^(?:[ \t]*(?:>|#{1,6} |[-*+] |\d{1,9}[.)] ))*(?:\[[ xX]\] )?[ \t]*/;
  static #noted = /^\[\^([^\]\s]+)\]:/;

  #text;

  constructor(text) {
    this.#text = text;
    text.addEventListener("mark", ({ detail }) => this.#mark(detail.mark, detail.words));
  }

  #mark(mark, words) {
    if (mark in Formatting.#around) return this.#wrap(Formatting.#around[mark]);
    return { link: () => this.#link(), pull: () => this.#pull(words), table: () => this.#table(words), note: () => this.#note(), video: () => this.#video() }[mark]?.();
  }

  // Each line of words is marked for itself, without the spaces around it and the signs of its list or quote.
  #wrap(sign) {
    const { selectionStart: start, selectionEnd: end, value } = this.#text;
    if (!value.slice(start, end).trim()) return this.#rewrite(start, end, sign + sign, sign.length);
    const parts = this.#stretches(start, end);
    const isMarked = parts.every((part) => Formatting.#has(part.stars, sign));
    let [from, to] = [parts[0].start, parts.at(-1).end];
    let words = value.slice(from, to);
    for (const part of parts.toReversed()) {
      if (!isMarked && Formatting.#has(part.stars, sign)) continue;
      const stars = "*".repeat(part.stars + (isMarked ? -sign.length : sign.length));
      words = words.slice(0, part.start - from) + stars + part.words + stars + words.slice(part.end - from);
    }
    return this.#rewrite(from, to, words, 0, words.length);
  }

  static #has(stars, sign) {
    return sign === "**" ? stars >= 2 : stars % 2 === 1;
  }

  // The stretches of words in a selection, each with the stars that stand around it already.
  #stretches(start, end) {
    const { value } = this.#text;
    const found = [];
    for (const line of value.slice(start, end).matchAll(/[^\n]+/g)) {
      const isWhole = start + line.index === 0 || value[start + line.index - 1] === "\n";
      const lead = isWhole ? Formatting.#lead.exec(line[0])[0].length : /^\s*/.exec(line[0])[0].length;
      const words = line[0].slice(lead).trimEnd();
      if (words) found.push(this.#stretch(start + line.index + lead, words));
    }
    return found.length ? found : [this.#stretch(start, value.slice(start, end).trim())];
  }

  #stretch(at, words) {
    const { value } = this.#text;
    let [start, end, stars] = [at, at + words.length, 0];
    while (value[start - 1] === "*" && value[end] === "*") [start, end, stars] = [start - 1, end + 1, stars + 1];
    let inner = words;
    while (/^\*[^]+\*$/.test(inner)) [inner, stars] = [inner.slice(1, -1), stars + 1];
    return { start, end, stars, words: inner };
  }

  #link() {
    const { selectionStart: start, selectionEnd: end, value } = this.#text;
    const words = value.slice(start, end);
    const caret = words ? words.length + 3 : 1;
    this.#rewrite(start, end, `[${words}](https://)`, caret, words ? caret + "https://".length : caret);
  }

  #pull({ speaker }) {
    const { start, end, words } = this.#lines();
    const quoted = `> [!pull]\n> ${words.replaceAll("\n", "\n> ")}`;
    const { before, after } = this.#gaps(start, end);
    const whole = `${before}${quoted}\n> -- ${speaker}`;
    const caret = words ? whole.length - speaker.length : before.length + quoted.length;
    this.#rewrite(start, end, whole + after, caret, words ? whole.length : caret);
  }

  #table({ column }) {
    const { selectionEnd: at } = this.#text;
    const { before, after } = this.#gaps(at, at);
    const row = "|  |  |  |";
    const head = `| ${column} | ${column} | ${column} |`;
    this.#rewrite(at, at, `${before}${head}\n| --- | --- | --- |\n${row}\n${row}${after}`, before.length + 2, before.length + 2 + column.length);
  }

  // In a note the same button leads back to where the note is used.
  #note() {
    const { selectionEnd: at, value } = this.#text;
    const line = value.slice(value.lastIndexOf("\n", at - 1) + 1);
    const name = Formatting.#noted.exec(line)?.[1];
    const used = name ? value.indexOf(`[^${name}]`) : -1;
    if (used >= 0 && value[used + name.length + 3] !== ":") return this.#rewrite(used + name.length + 3, used + name.length + 3, "");
    const numbers = [...value.matchAll(/\[\^(\d{1,6})\]/g)].map((found) => Number(found[1]));
    const sign = `[^${Math.max(0, ...numbers) + 1}]`;
    const rest = value.slice(at).trimEnd();
    const gap = Formatting.#noted.test((value.slice(0, at) + rest).split("\n").at(-1)) ? "\n" : "\n\n";
    return this.#rewrite(at, value.length, `${sign}${rest}${gap}${sign}: `);
  }

  #video() {
    const { selectionStart: start, selectionEnd: end, value } = this.#text;
    const address = value.slice(start, end).trim() || "https://";
    const { before, after } = this.#gaps(start, end);
    this.#rewrite(start, end, before + address + after, before.length, before.length + address.length);
  }

  #lines() {
    const { selectionStart, selectionEnd, value } = this.#text;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const after = value.indexOf("\n", selectionEnd);
    const end = after < 0 ? value.length : after;
    return { start, end, words: value.slice(start, end) };
  }

  // The line breaks that set a block apart from what stands before and after it.
  #gaps(start, end) {
    const before = this.#text.value.slice(0, start);
    const after = this.#text.value.slice(end);
    const missing = (breaks) => "\n".repeat(Math.max(0, 2 - breaks.length));
    return {
      before: before.trim() ? missing(/\n*$/.exec(before)[0]) : "",
      after: after.trim() ? missing(/^\n*/.exec(after)[0]) : "",
    };
  }

  #rewrite(start, end, words, from = words.length, to = from) {
    const detail = { start, end, words, from: start + from, to: start + to };
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail }));
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='formatting']")) new Formatting(document.getElementById(place.dataset.text));
