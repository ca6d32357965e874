// Ctrl-K or Cmd-K, and the link "Go to", open a dialog that finds articles and pages of the desk, and goes there.
// In the text of an article the key makes a link, as it does in other editors.
// Without this the link leads to the page that searches articles, which names pages of the desk too.
class GoTo {
  #dialog;

  constructor(dialog) {
    this.#dialog = dialog;
    dialog.addEventListener("choose", ({ detail }) => location.assign(detail.address));
    document.addEventListener("keydown", (event) => this.#strike(event));
    document.querySelector("[data-opens-go-to]")?.addEventListener("click", (event) => this.#press(event));
  }

  #strike(event) {
    const isKey = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isKey || event.defaultPrevented) return;
    event.preventDefault();
    this.#open();
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#open();
  }

  #open() {
    if (!document.querySelector("dialog[open]")) this.#dialog.dispatchEvent(new CustomEvent("seek", { detail: "" }));
  }
}

for (const dialog of document.querySelectorAll("[data-behaviour~='go_to']")) new GoTo(dialog);
