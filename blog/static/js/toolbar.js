// Without this the author types the Markdown signs and the picture's line by hand: the hint says which.
class Toolbar {
  static #around = { bold: "**", italic: "*" };
  static #before = { heading: "## ", list: "- ", quote: "> " };
  static #keys = { b: "bold", i: "italic", k: "link" };

  #text;

  constructor(element) {
    this.#text = document.getElementById(element.dataset.text);
    const bar = element.querySelector("[role='group']");
    bar.hidden = false;
    bar.addEventListener("click", (event) => this.#press(event.target.closest("button")));
    this.#text.addEventListener("keydown", (event) => this.#strike(event));
  }

  #press(button) {
    if (button?.dataset.mark) this.#mark(button.dataset.mark);
    if (button?.dataset.opens) this.#open(document.getElementById(button.dataset.opens));
  }

  #strike(event) {
    const mark = Toolbar.#keys[event.key.toLowerCase()];
    if (!mark || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#mark(mark);
  }

  #open(panel) {
    panel.open = true;
    panel.querySelector("input").focus();
  }

  #mark(mark) {
    if (mark in Toolbar.#around) this.#wrap(Toolbar.#around[mark]);
    else if (mark in Toolbar.#before) this.#prefix(Toolbar.#before[mark]);
    else this.#link();
  }

  #wrap(sign) {
    const { selectionStart: start, selectionEnd: end, value } = this.#text;
    const isMarked = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
    const words = value.slice(start, end);
    if (isMarked && words) {
      this.#replace(start - sign.length, end + sign.length, words);
      this.#text.setSelectionRange(start - sign.length, end - sign.length);
    } else {
      this.#replace(start, end, sign + words + sign);
      this.#text.setSelectionRange(start + sign.length, end + sign.length);
    }
  }

  #prefix(sign) {
    const { selectionStart, selectionEnd, value } = this.#text;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const after = value.indexOf("\n", selectionEnd);
    const end = after < 0 ? value.length : after;
    const lines = value.slice(start, end).split("\n");
    const isMarked = lines.every((line) => line.startsWith(sign));
    const changed = lines.map((line) => (isMarked ? line.slice(sign.length) : sign + line)).join("\n");
    this.#replace(start, end, changed);
    this.#text.setSelectionRange(start + changed.length, start + changed.length);
  }

  #link() {
    const { selectionStart: start, selectionEnd: end, value } = this.#text;
    const words = value.slice(start, end);
    this.#replace(start, end, `[${words}](https://)`);
    const caret = words ? start + words.length + 3 : start + 1;
    this.#text.setSelectionRange(caret, words ? caret + "https://".length : caret);
  }

  #replace(start, end, words) {
    this.#text.focus();
    this.#text.setSelectionRange(start, end);
    // The deprecated command is the only one that keeps the browser's own undo.
    const isDone = document.execCommand(words ? "insertText" : "delete", false, words);
    if (isDone) return;
    this.#text.setRangeText(words, start, end, "end");
    this.#text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

for (const element of document.querySelectorAll("[data-behaviour='toolbar']")) new Toolbar(element);
