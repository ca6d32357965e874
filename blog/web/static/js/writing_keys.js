// Ctrl-Enter goes on to publishing and Ctrl-Shift-P to the preview, as the buttons of the bar do.
// Without this the buttons are pressed.
class WritingKeys {
  #form;

  constructor(form) {
    this.#form = form;
    document.addEventListener("keydown", (event) => this.#strike(event));
  }

  #strike(event) {
    const isMeant = (event.ctrlKey || event.metaKey) && !event.altKey && !event.repeat && !event.defaultPrevented;
    if (!isMeant || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && !event.shiftKey) this.#press(event, ".editor-bar > .button--primary");
    if (event.key.toLowerCase() === "p" && event.shiftKey) this.#press(event, ".editor-bar [value='preview']");
  }

  #press(event, button) {
    event.preventDefault();
    this.#form.requestSubmit(this.#form.querySelector(button));
  }
}

for (const form of document.querySelectorAll("[data-behaviour~='writing_keys']")) new WritingKeys(form);
