// Finds a public article and puts a link to it where the caret is (ARIA combobox with a list).
// Without this the page "Find an article to link to" finds them, and shows the Markdown to copy.
class Finder {
  static #rest = 200;

  #dialog;
  #text;
  #field;
  #list;
  #said;
  #items = [];
  #active = -1;
  #timer;
  #asked;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#text = document.getElementById(dialog.dataset.text);
    this.#field = dialog.querySelector("[role='combobox']");
    this.#list = dialog.querySelector("[role='listbox']");
    this.#said = dialog.querySelector("[role='status']");
    dialog.addEventListener("ask", () => this.#open());
    dialog.addEventListener("close", () => this.#text.focus());
    dialog.querySelector("[data-closes]").addEventListener("click", () => dialog.close());
    this.#field.addEventListener("input", () => this.#wait());
    this.#field.addEventListener("keydown", (event) => this.#strike(event));
    this.#list.addEventListener("click", (event) => this.#take(this.#items[[...this.#list.children].indexOf(event.target.closest("li"))]));
  }

  #open() {
    const { selectionStart, selectionEnd, value } = this.#text;
    this.#field.value = value.slice(selectionStart, selectionEnd).split("\n")[0].slice(0, 100);
    this.#dialog.showModal();
    this.#field.select();
    this.#find();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), Finder.#rest);
  }

  async #find() {
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
    const option = Object.assign(document.createElement("li"), { id: `found-${place}`, role: "option", className: "finder__item" });
    const headline = Object.assign(document.createElement("span"), { textContent: item.headline, dir: "auto" });
    const day = Object.assign(document.createElement("span"), { textContent: item.day, className: "finder__day" });
    option.append(headline, " ", day);
    return option;
  }

  #point(place) {
    this.#active = place;
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    this.#list.children[place]?.scrollIntoView({ block: "nearest" });
    if (place < 0) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", `found-${place}`);
  }

  #strike(event) {
    const count = this.#items.length;
    const steps = { ArrowDown: this.#active + 1, ArrowUp: this.#active - 1 };
    if (event.isComposing || !(event.key === "Enter" || event.key in steps)) return;
    event.preventDefault();
    if (event.key === "Enter") this.#take(this.#items[this.#active]);
    else if (count) this.#point((steps[event.key] + count) % count);
  }

  #take(item) {
    if (!item) return;
    this.#dialog.close();
    const { selectionStart: start, selectionEnd: end, value } = this.#text;
    const words = value.slice(start, end).trim() && !value.slice(start, end).includes("\n") ? `[${value.slice(start, end)}](${item.address})` : item.markdown;
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail: { start, end, words } }));
  }
}

for (const dialog of document.querySelectorAll("[data-behaviour='finder']")) new Finder(dialog);
