// Without this nobody is asked before a page with text is left that is kept nowhere, and Ctrl-S saves the web page instead of the draft.
class UnsavedChanges {
  #form;
  #isChanged;

  constructor(form) {
    this.#form = form;
    this.#isChanged = "changed" in form.dataset;
    form.addEventListener("input", () => (this.#isChanged = true));
    form.addEventListener("kept", () => (this.#isChanged = false));
    form.addEventListener("submit", () => (this.#isChanged = false));
    addEventListener("beforeunload", (event) => this.#isChanged && event.preventDefault());
    addEventListener("keydown", (event) => this.#strike(event));
  }

  #strike(event) {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#form.requestSubmit(this.#form.querySelector("button[value='save']"));
  }
}

for (const form of document.querySelectorAll("[data-behaviour~='unsaved_changes']")) new UnsavedChanges(form);
