// The panel of choices closes by Escape, and when the reader goes on elsewhere.
// Without this script its own button closes it.
class DisplayPreferences {
  #panel;

  constructor(panel) {
    this.#panel = panel;
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
    document.addEventListener("click", (event) => panel.contains(event.target) || (panel.open = false));
    panel.addEventListener("focusout", ({ relatedTarget: next }) => next && !panel.contains(next) && (panel.open = false));
  }

  #close() {
    if (!this.#panel.open) return;
    this.#panel.open = false;
    if (this.#panel.contains(document.activeElement)) this.#panel.querySelector("summary").focus();
  }
}

for (const panel of document.querySelectorAll('[data-behaviour="display_preferences"]')) new DisplayPreferences(panel);
