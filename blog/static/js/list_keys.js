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
    const moved = lines.map((line) => (event.detail.isBack ? this.#out(line) : this.#in(line)));
    const change = moved[0].length - lines[0].length;
    if (event.detail.isBack && moved.join() === lines.join()) return;
    event.preventDefault();
    const isOne = lines.length === 1;
    const from = isOne ? Math.max(start, selectionStart + change) : start;
    const to = isOne ? Math.max(start, selectionEnd + change) : start + moved.join("\n").length;
    this.#rewrite(start, end, moved.join("\n"), from, to);
  }

  #in(line) {
    const found = ListKeys.#item.exec(line);
    return found ? found[1] + " ".repeat(found[2].length + 1) + line.slice(found[1].length) : line;
  }

  #out(line) {
    const found = ListKeys.#item.exec(line);
    if (!found) return line;
    const step = new RegExp(`(?:\\t| {1,${Math.max(2, found[2].length + 1)}})$`);
    return found[1].replace(step, "") + line.slice(found[1].length);
  }

  #isCode(at) {
    return (this.#text.value.slice(0, at).match(ListKeys.#fence)?.length ?? 0) % 2 === 1;
  }

  #rewrite(start, end, words, from, to) {
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail: { start, end, words, from, to } }));
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='list_keys']")) new ListKeys(document.getElementById(place.dataset.text));
