// Tab and Shift-Tab move the items of a list in and out.
// Without this the spaces before an item are typed by hand.
class ListKeys {
  static #item = /^((?:[ \t]|> ?)*)([-*+]|(\d{1,9})([.)]))( +)(\[[ xX]\] +)?/;
  static #fence = /^ {0,3}(?:```|~~~)/gm;

  #text;

  constructor(text) {
    this.#text = text;
    text.addEventListener("tab", (event) => this.#shift(event));
  }

  #shift(event) {
    const { selectionStart, selectionEnd, value } = this.#text;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const after = value.indexOf("\n", Math.max(selectionStart, selectionEnd - 1));
    const end = after < 0 ? value.length : after;
    const lines = value.slice(start, end).split("\n");
    if (!lines.every((line) => ListKeys.#item.test(line) || !line.trim()) || !lines[0].trim() || this.#isCode(start)) return;
    const above = this.#above(start, /^[ \t]*>/.test(lines[0]));
    const moved = lines.map((line) => (event.detail.isBack ? this.#out(line, above) : this.#in(line, above)));
    const change = moved[0].length - lines[0].length;
    if (event.detail.isBack && moved.join() === lines.join()) return;
    event.preventDefault();
    const isOne = lines.length === 1;
    const from = isOne ? Math.max(start, selectionStart + change) : start;
    const to = isOne ? Math.max(start, selectionEnd + change) : start + moved.join("\n").length;
    this.#rewrite(start, end, moved.join("\n"), from, to);
  }

  // The items of the list before a place; an empty line outside of a quote ends it.
  #above(start, isQuoted) {
    const lines = this.#text.value.slice(0, start).split("\n").slice(0, -1);
    const first = lines.findLastIndex((line, at) => !line.trim() && (isQuoted || !lines[at - 1]?.trim())) + 1;
    return lines.slice(first).flatMap((line) => ListKeys.#item.exec(line) ? [ListKeys.#item.exec(line)] : []);
  }

  // Into the item above: no further, since its words would be code, and not at all where there is none.
  #in(line, above) {
    const [, lead] = ListKeys.#item.exec(line) ?? [];
    const outer = above.findLast((one) => one[1].length <= lead?.length);
    const column = outer ? outer[1].length + outer[2].length + outer[5].length : 0;
    return column > lead?.length ? this.#at(lead + " ".repeat(column - lead.length), line, above) : line;
  }

  // Out to the nearest item above that stands further out.
  #out(line, above) {
    const [, lead] = ListKeys.#item.exec(line) ?? [];
    const outer = above.findLast((one) => one[1].length < lead?.length);
    return lead === undefined ? line : this.#at(outer?.[1] ?? lead.replace(/[ \t]+$/, (_, at) => (at ? " " : "")), line, above);
  }

  // The item at another place; its number goes on there, or begins with 1.
  #at(lead, line, above) {
    const [, before, sign, number, dot] = ListKeys.#item.exec(line);
    const sibling = above.findLast((one) => one[1].length <= lead.length);
    const next = sibling?.[3] && sibling[1].length === lead.length ? Number(sibling[3]) + 1 : 1;
    return lead + (number ? next + dot : sign) + line.slice(before.length + sign.length);
  }

  #isCode(at) {
    return (this.#text.value.slice(0, at).match(ListKeys.#fence)?.length ?? 0) % 2 === 1;
  }

  #rewrite(start, end, words, from, to) {
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail: { start, end, words, from, to } }));
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='list_keys']")) new ListKeys(document.getElementById(place.dataset.text));
