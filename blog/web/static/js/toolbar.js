// One stop for the Tab key; arrows go from button to button (ARIA toolbar pattern). A press, or its key, is told to the text as a mark.
// Without this the author types the Markdown signs by hand: the help under the text names them.
class Toolbar {
  static #keys = { b: "bold", i: "italic", k: "link" };
  static #shifted = { Digit7: "numbers", Digit8: "list" };

  #text;
  #words;
  #buttons;

  constructor(place) {
    this.#text = document.getElementById(place.dataset.text);
    const bar = place.querySelector("[role='toolbar']");
    this.#words = bar.dataset;
    this.#buttons = [...bar.querySelectorAll("button")];
    this.#stop(this.#buttons[0]);
    bar.hidden = false;
    bar.addEventListener("click", (event) => this.#press(event.target.closest("button")));
    bar.addEventListener("keydown", (event) => this.#walk(event));
    bar.addEventListener("focusin", (event) => this.#stop(event.target));
    this.#text.addEventListener("keydown", (event) => this.#strike(event));
  }

  #stop(button) {
    for (const other of this.#buttons) other.tabIndex = other === button ? 0 : -1;
  }

  #walk(event) {
    const ahead = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const last = this.#buttons.length - 1;
    const here = this.#buttons.indexOf(event.target);
    const steps = { ArrowLeft: here - 1, ArrowRight: here - 1, Home: 0, End: last, [ahead]: here + 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.#buttons.at(steps[event.key] > last ? 0 : steps[event.key]).focus();
  }

  #strike(event) {
    if (event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const mark = event.shiftKey ? Toolbar.#shifted[event.code] : Toolbar.#keys[event.key.toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    this.#mark(mark);
  }

  #press(button) {
    if (button?.dataset.mark) this.#mark(button.dataset.mark);
    if (button?.dataset.opens) this.#open(document.getElementById(button.dataset.opens));
  }

  #mark(mark) {
    this.#text.dispatchEvent(new CustomEvent("mark", { detail: { mark, words: this.#words } }));
  }

  #open(panel) {
    if (panel.showModal) return panel.dispatchEvent(new CustomEvent("ask"));
    panel.open = true;
    panel.scrollIntoView({ block: "nearest" });
    return panel.querySelector(panel.dataset.first ?? "input").focus();
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='toolbar']")) new Toolbar(place);
