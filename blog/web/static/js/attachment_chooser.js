// Without this a file is offered by its Markdown, which stands on its page in the library.
class AttachmentChooser {
  #dialog;
  #shown;
  #text;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#shown = dialog.querySelector("[data-shown]");
    this.#text = document.getElementById(dialog.dataset.text);
    document.addEventListener("click", (event) => event.target.closest("[data-attach]") && this.#open(event));
    dialog.addEventListener("click", (event) => this.#press(event));
    dialog.addEventListener("submit", (event) => this.#search(event));
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  #open(event) {
    event.preventDefault();
    this.#dialog.showModal();
    this.#load(this.#dialog.dataset.address);
  }

  async #load(address) {
    const problem = this.#dialog.querySelector("[data-problem]");
    problem.textContent = "";
    try {
      const answer = await fetch(address);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.#shown.innerHTML = await answer.text();
      this.#shown.querySelector("[name='q']")?.focus();
      this.#dialog.scrollTop = 0;
    } catch {
      problem.textContent = this.#dialog.dataset.failed;
    }
  }

  #press(event) {
    const page = event.target.closest("[data-shown] a[href]");
    const file = event.target.closest("[data-said]");
    if (page) {
      event.preventDefault();
      this.#load(page.href);
    }
    if (file) {
      this.#dialog.close();
      this.#insert(JSON.parse(file.dataset.said));
    }
  }

  // The rich sheet takes what is inserted; without it, it goes into the field, on a line of its own.
  #insert({ key, title }) {
    const markdown = `[${title.replace(/[[\]<>\\\s]+/g, " ").trim()}](file:${key})`;
    if (!this.#text.dispatchEvent(new CustomEvent("insertmarkdown", { detail: markdown, cancelable: true }))) return;
    const { selectionEnd, value } = this.#text;
    const gap = /(?:^|\n\n)$/.test(value.slice(0, selectionEnd)) ? "" : "\n\n";
    this.#text.setRangeText(`${gap}${markdown}\n\n`, selectionEnd, selectionEnd, "end");
    this.#text.dispatchEvent(new Event("input", { bubbles: true }));
    this.#text.focus();
  }

  #search(event) {
    event.preventDefault();
    this.#load(`${this.#dialog.dataset.address}?${new URLSearchParams(new FormData(event.target))}`);
  }
}

for (const dialog of document.querySelectorAll("[data-behaviour='attachment_chooser']")) new AttachmentChooser(dialog);
