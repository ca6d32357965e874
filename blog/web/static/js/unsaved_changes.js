// Without this nobody is asked before a page with text is left that is kept nowhere.
class UnsavedChanges {
  #isChanged;

  constructor(form) {
    this.#isChanged = "changed" in form.dataset;
    form.addEventListener("input", () => (this.#isChanged = true));
    form.addEventListener("kept", () => (this.#isChanged = false));
    form.addEventListener("submit", () => (this.#isChanged = false));
    addEventListener("beforeunload", (event) => this.#isChanged && event.preventDefault());
  }
}

for (const form of document.querySelectorAll("[data-behaviour~='unsaved_changes']")) new UnsavedChanges(form);
