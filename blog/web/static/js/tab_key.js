// Asks lists and tables whether they want the Tab key; if they do not, or after Escape, it leaves the text as everywhere.
// Without this Tab always leaves the text.
class TabKey {
  #text;
  #isLeaving = false;

  constructor(text) {
    this.#text = text;
    text.addEventListener("keydown", (event) => this.#strike(event));
    text.addEventListener("blur", () => (this.#isLeaving = false));
  }

  #strike(event) {
    if (event.key === "Shift") return;
    if (event.key === "Tab" && !this.#isLeaving && !event.ctrlKey && !event.altKey && !event.metaKey) this.#offer(event);
    this.#isLeaving = event.key === "Escape";
  }

  #offer(event) {
    const detail = { isBack: event.shiftKey };
    if (!this.#text.dispatchEvent(new CustomEvent("tab", { detail, cancelable: true }))) event.preventDefault();
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='tab_key']")) new TabKey(document.getElementById(place.dataset.text));
