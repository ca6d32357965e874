// A dialog with a field and a list of what the server finds (ARIA combobox): asks while one types, points by arrow keys, chooses by Enter or a click.
// Without this the dialog never opens; the page to which its opener leads finds the same.
class Combobox {
  static #rest = 200;

  #dialog;
  #field;
  #list;
  #said;
  #items = [];
  #active = -1;
  #timer;
  #asked;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#field = dialog.querySelector("[role='combobox']");
    this.#list = dialog.querySelector("[role='listbox']");
    this.#said = dialog.querySelector("[role='status']");
    dialog.addEventListener("seek", ({ detail }) => this.#open(detail));
    dialog.addEventListener("close", () => this.#asked?.abort());
    dialog.querySelector("[data-closes]").addEventListener("click", () => dialog.close());
    this.#field.addEventListener("input", () => this.#wait());
    this.#field.addEventListener("keydown", (event) => this.#strike(event));
    this.#list.addEventListener("click", (event) => this.#choose(this.#items[[...this.#list.children].indexOf(event.target.closest("li"))]));
  }

  #open(words) {
    this.#field.value = words;
    this.#show({ items: [], said: "" });
    this.#dialog.showModal();
    this.#field.select();
    this.#find();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#point(-1); // What is listed answers older words.
    this.#timer = setTimeout(() => this.#find(), Combobox.#rest);
  }

  async #find() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = new AbortController();
    try {
      const address = `${this.#dialog.dataset.address}?${new URLSearchParams({ q: this.#field.value })}`;
      const answer = await fetch(address, { signal: this.#asked.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      this.#show(await answer.json());
    } catch (problem) {
      if (problem.name !== "AbortError") this.#show({ items: [], said: this.#dialog.dataset.failed });
    }
  }

  #show({ items, said }) {
    this.#items = items;
    this.#said.textContent = said;
    this.#list.replaceChildren(...items.map((item, place) => this.#draw(item, place)));
    this.#list.hidden = !items.length;
    this.#field.setAttribute("aria-expanded", String(items.length > 0));
    this.#point(items.length ? 0 : -1);
  }

  #draw(item, place) {
    const option = Object.assign(document.createElement("li"), { id: `${this.#list.id}-${place}`, role: "option", className: "finder__item" });
    const label = Object.assign(document.createElement("span"), { textContent: item.label, dir: "auto" });
    const hint = Object.assign(document.createElement("span"), { textContent: item.hint, className: "finder__day" });
    option.append(label, " ", hint);
    return option;
  }

  #point(place) {
    this.#active = place;
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    this.#list.children[place]?.scrollIntoView({ block: "nearest" });
    if (place < 0) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", this.#list.children[place].id);
  }

  #strike(event) {
    const count = this.#items.length;
    const steps = { ArrowDown: this.#active + 1, ArrowUp: this.#active - 1 };
    if (event.isComposing || !(event.key === "Enter" || event.key in steps)) return;
    event.preventDefault();
    if (event.key === "Enter") this.#choose(this.#items[this.#active]);
    else if (count) this.#point((steps[event.key] + count) % count);
  }

  #choose(item) {
    if (!item) return;
    this.#dialog.close();
    this.#dialog.dispatchEvent(new CustomEvent("choose", { detail: item }));
  }
}

for (const dialog of document.querySelectorAll("[data-behaviour~='combobox']")) new Combobox(dialog);
