// Puts a link to the article that was chosen in the finder where the caret is.
// Without this the page "Find an article to link to" finds articles, and shows the Markdown to copy.
class Finder {
  #dialog;
  #text;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#text = document.getElementById(dialog.dataset.text);
    dialog.addEventListener("ask", () => this.#open());
    dialog.addEventListener("close", () => this.#text.focus());
    dialog.addEventListener("choose", ({ detail }) => this.#link(detail));
  }

  #open() {
    const { selectionStart, selectionEnd, value } = this.#text;
    const words = value.slice(selectionStart, selectionEnd).split("\n")[0].slice(0, 100);
    this.#dialog.dispatchEvent(new CustomEvent("seek", { detail: words }));
  }

  #link(item) {
    const { selectionStart: start, selectionEnd: end, value } = this.#text;
    const words = value.slice(start, end).trim() && !value.slice(start, end).includes("\n") ? `[${value.slice(start, end)}](${item.address})` : item.markdown;
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail: { start, end, words } }));
  }
}

for (const dialog of document.querySelectorAll("[data-behaviour~='finder']")) new Finder(dialog);
