// Rows that are chosen are counted, Shift chooses all rows from the last one on, and the bar comes with the first.
// Without this the bar is always there, and all rows are chosen by a link.
class Selection {
  #form;
  #bar;
  #last = null;

  constructor(form) {
    this.#form = form;
    this.#bar = form.querySelector(".bulk");
    form.addEventListener("click", (event) => this.#press(event));
    form.addEventListener("change", () => this.#count());
    addEventListener("pageshow", () => this.#count());
    this.#count();
  }

  #boxes() {
    return [...this.#form.querySelectorAll("input[name='id']")];
  }

  #press(event) {
    const link = event.target.closest("[data-select]");
    if (link) return this.#all(event, link.dataset.select === "all");
    if (event.target.name !== "id") return;
    if (event.shiftKey && this.#last) this.#range(event.target);
    this.#last = event.target;
  }

  #all(event, isChosen) {
    event.preventDefault();
    for (const box of this.#boxes()) box.checked = isChosen;
    this.#count();
  }

  #range(box) {
    const all = this.#boxes();
    const [from, to] = [all.indexOf(this.#last), all.indexOf(box)].sort((one, other) => one - other);
    for (const one of all.slice(from, to + 1)) one.checked = box.checked;
  }

  #count() {
    const number = this.#boxes().filter((box) => box.checked).length;
    const said = this.#bar.querySelector("[data-chosen]");
    this.#bar.toggleAttribute("data-empty", !number);
    said.textContent = said.dataset.words.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(number));
  }
}

for (const form of document.querySelectorAll("[data-behaviour~='selection']")) new Selection(form);
