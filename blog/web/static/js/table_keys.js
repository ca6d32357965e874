// In a table Tab and Shift-Tab go from cell to cell; behind the last cell Tab and Enter begin a row, and Enter on an empty row ends the table.
// Without this cells are reached by the arrow keys, and rows are typed by hand.
class TableKeys {
  static #row = /^\s*\|.*\|\s*$/;
  static #rule = /^[\s|:-]+$/;

  #text;

  constructor(text) {
    this.#text = text;
    text.addEventListener("tab", (event) => this.#move(event));
    text.addEventListener("keydown", (event) => this.#strike(event));
  }

  #move(event) {
    const { selectionStart, selectionEnd } = this.#text;
    const rows = this.#rows(selectionStart);
    if (!rows.length || selectionEnd > rows.at(-1).end) return;
    const cells = rows.flatMap((row) => (row.words.includes("-") && TableKeys.#rule.test(row.words) ? [] : this.#cells(row)));
    const here = cells.findLastIndex((cell) => cell.start <= selectionStart);
    const next = cells[Math.max(0, here) + (event.detail.isBack ? -1 : 1)];
    if (!next && event.detail.isBack) return;
    event.preventDefault();
    if (next) this.#text.setSelectionRange(next.start, next.end);
    else this.#add(rows.at(-1));
  }

  #strike(event) {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { selectionStart: at, selectionEnd } = this.#text;
    const rows = this.#rows(at);
    const row = rows.find((one) => one.start <= at && at <= one.end);
    // Within a row a line break would tear it apart; the first row alone is no table yet.
    if (!row || at !== selectionEnd || rows.length < 2) return;
    event.preventDefault();
    const isEmpty = !/[^\s|]/.test(row.words);
    if (isEmpty && row === rows.at(-1)) this.#rewrite(row.start, row.end, "\n");
    else this.#add(row === rows[0] ? rows[1] : row);
  }

  #add(row) {
    this.#rewrite(row.end, row.end, `\n|${"  |".repeat(this.#cells(row).length)}`, row.end + 3);
  }

  // The rows of the table around a place, with where they start and end; none where there is no table.
  #rows(at) {
    const lines = [];
    let start = 0;
    for (const words of this.#text.value.split("\n")) {
      lines.push({ words, start, end: start + words.length });
      start += words.length + 1;
    }
    const here = lines.findIndex((line) => line.start <= at && at <= line.end);
    let [first, last] = [here, here];
    while (first >= 0 && TableKeys.#row.test(lines[first].words)) first -= 1;
    while (last < lines.length && TableKeys.#row.test(lines[last].words)) last += 1;
    return lines.slice(first + 1, Math.max(first + 1, last));
  }

  // Where the words of each cell start and end.
  #cells(row) {
    const cells = [];
    for (const found of row.words.matchAll(/\|(\s*)((?:\\.|[^|\\])*?)\s*(?=\|)/g)) {
      const start = row.start + found.index + 1 + (found[2] ? found[1].length : Math.min(1, found[1].length));
      cells.push({ start, end: start + found[2].length });
    }
    return cells;
  }

  #rewrite(start, end, words, from, to) {
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail: { start, end, words, from, to } }));
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='table_keys']")) new TableKeys(document.getElementById(place.dataset.text));
