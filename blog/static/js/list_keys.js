// Enter continues a list, a task list or a quote, and ends it on an empty item; Tab and Shift-Tab move items in and out.
// Without this the sign of each item is typed by hand.
class ListKeys {
  static #item = /^((?:[ \t]|> ?)*)([-*+]|(\d{1,9})([.)]))( +)(\[[ xX]\] +)?/;
  static #quote = /^[ \t]*(?:> ?)+/;
  static #fence = /^ {0,3}(?:```|~~~)/gm;

  #text;

  constructor(text) {
    this.#text = text;
    text.addEventListener("keydown", (event) => this.#strike(event));
    text.addEventListener("tab", (event) => this.#shift(event));
  }

  #strike(event) {
    const isBare = !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey);
    if (event.key !== "Enter" || !isBare || event.isComposing || event.defaultPrevented) return;
    const { selectionStart: at, selectionEnd, value } = this.#text;
    const start = value.lastIndexOf("\n", at - 1) + 1;
    const line = value.slice(start, value.indexOf("\n", at) < 0 ? undefined : value.indexOf("\n", at));
    const found = ListKeys.#item.exec(line) ?? ListKeys.#quote.exec(line);
    if (!found || at - start < found[0].trimEnd().length || this.#isCode(start)) return;
    event.preventDefault();
    if (line.slice(found[0].length).trim()) this.#rewrite(at, selectionEnd, `\n${this.#next(found)}`);
    else this.#end(start, start + line.length, found);
  }

  #next(found) {
    if (!found[2]) return found[0];
    const sign = found[3] ? `${Number(found[3]) + 1}${found[4]}` : found[2];
    return found[1] + sign + found[5] + (found[6] ? "[ ] " : "");
  }

  // An empty item of a list within a list goes out one step; any other ends what it stands in.
  #end(start, end, found) {
    const isInner = found[2] && /[ \t]{2,}$/.test(found[1]);
    const rest = isInner ? this.#out(found[0]) : found[2] ? found[1] : found[0].replace(/> ?$/, "");
    this.#rewrite(start, end, rest);
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
