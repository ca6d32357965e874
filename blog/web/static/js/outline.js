// The headings of the text, in the details: each leads to its place, on the sheet and in Markdown.
// Without this the text is looked through by scrolling.
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$/;
const SIGNS = /!?\[([^\]]*)\]\([^)]*\)|[*_`~]+|\{#[^}]*\}/g;

function* headingsIn(text) {
  let [start, fence] = [0, null];
  for (const line of text.split("\n")) {
    const mark = FENCE.exec(line)?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && mark.startsWith(fence)) fence = null;
    const found = fence ? null : HEADING.exec(line);
    if (found) yield { level: found[1].length, words: found[2].replace(SIGNS, "$1").trim(), start, end: start + line.length };
    start += line.length + 1;
  }
}

class Outline {
  static #rest = 400;
  static #fewest = 2;

  #place;
  #list;
  #details;
  #field = document.getElementById("body");
  #timer;

  constructor(place) {
    this.#place = place;
    this.#list = place.querySelector("ol");
    this.#details = place.closest("details");
    this.#details.addEventListener("toggle", () => this.#show());
    for (const kind of ["input", "change"]) this.#field.form.addEventListener(kind, () => this.#wait());
    this.#show();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), Outline.#rest);
  }

  #show() {
    if (!this.#details.open) return;
    const found = this.#sheet() ? [...this.#onSheet()] : [...headingsIn(this.#field.value)];
    this.#place.hidden = found.length < Outline.#fewest;
    const top = Math.min(...found.map(({ level }) => level));
    this.#list.replaceChildren(...found.map((heading, number) => this.#row(heading, heading.level - top, number)));
  }

  #sheet() {
    return document.querySelector("[data-behaviour='sheet']:not([hidden]) [contenteditable]");
  }

  *#onSheet() {
    for (const heading of this.#sheet().querySelectorAll(":scope > :is(h1, h2, h3, h4, h5, h6)"))
      yield { level: Number(heading.localName[1]), words: heading.textContent.trim() };
  }

  #row({ words }, depth, number) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "outline__heading", textContent: words || "…", dir: "auto" });
    button.addEventListener("click", () => this.#go(number));
    const row = Object.assign(document.createElement("li"), { className: `outline__row outline__row--${Math.min(depth, 3)}` });
    row.append(button);
    return row;
  }

  // What was typed since the list was made has moved the heading; its number has stayed.
  #go(number) {
    const isOver = getComputedStyle(this.#details).inlineSize === `${innerWidth}px`;
    if (isOver) this.#details.open = false;
    const sheet = this.#sheet();
    if (sheet) {
      const heading = sheet.querySelectorAll(":scope > :is(h1, h2, h3, h4, h5, h6)")[number];
      sheet.focus({ preventScroll: true });
      if (heading) getSelection().collapse(heading, 0);
      heading?.scrollIntoView({ block: "center" });
      return;
    }
    const heading = [...headingsIn(this.#field.value)][number];
    // A browser scrolls to the caret of a field only when the field is given the focus.
    this.#field.blur();
    if (heading) this.#field.setSelectionRange(heading.start, heading.end);
    this.#field.focus();
  }
}

for (const place of document.querySelectorAll("[data-behaviour='outline']")) new Outline(place);
