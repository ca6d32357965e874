// Keys of one letter at the desk: / goes somewhere, C writes, G and a letter opens a section, ? lists all keys.
// They count outside of fields alone, and a person can switch them off. Without this the side column leads to the same.
class LetterKeys {
  static #patience = 1500;

  #isAfterG = false;
  #timer;

  constructor() {
    document.addEventListener("keydown", (event) => this.#strike(event));
  }

  #strike(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input:not([type='checkbox']), textarea, select, [contenteditable], dialog")) return;
    const way = this.#isAfterG ? `[data-key="${CSS.escape(event.key.toLowerCase())}"]` : this.#find(event.key);
    this.#wait(!this.#isAfterG && event.key.toLowerCase() === "g");
    const link = way && document.querySelector(way);
    if (!link) return;
    event.preventDefault();
    link.click();
  }

  #find(key) {
    return { "/": "[data-opens-go-to]", c: "[data-key-new]", "?": "[data-opens-keys]" }[key.toLowerCase()];
  }

  #wait(isAfterG) {
    clearTimeout(this.#timer);
    this.#isAfterG = isAfterG;
    if (isAfterG) this.#timer = setTimeout(() => { this.#isAfterG = false; }, LetterKeys.#patience);
  }
}

if (document.querySelector("[data-letter-keys]")) new LetterKeys();
