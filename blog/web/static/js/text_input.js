// The one place where scripts change the text: as if it were typed, so that Ctrl-Z takes it back.
// Without this, and the scripts that ask for it, the signs of Markdown are typed by hand: the help on the page names them.
class TextInput {
  #text;

  constructor(text) {
    this.#text = text;
    text.addEventListener("rewrite", ({ detail }) => this.#rewrite(detail));
  }

  // Puts words in the place of what stands from start to end; selects from..to afterwards, or puts the caret behind the words.
  #rewrite({ start, end, words: given, from, to = from }) {
    const words = given.replace(/\r\n?/g, "\n");
    this.#text.focus();
    this.#text.setSelectionRange(start, end);
    // The deprecated command is the only one that keeps the browser's own undo.
    const isDone = (!words && start === end) || document.execCommand(words ? "insertText" : "delete", false, words);
    if (!isDone) {
      this.#text.setRangeText(words, start, end, "end");
      this.#text.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    const caret = start + words.length;
    this.#text.setSelectionRange(from ?? caret, to ?? caret);
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='text_input']")) new TextInput(document.getElementById(place.dataset.text));
