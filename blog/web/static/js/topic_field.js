// Offers topics for the name that is being typed in the editor's details (ARIA combobox with a list): arrows point, Enter or a click takes, Escape closes.
// Without this one types whole names with commas between them.
class TopicField {
  static #rest = 150;

  #place;
  #field;
  #list;
  #items = [];
  #active = -1;
  #timer;
  #asked;

  constructor(place) {
    this.#place = place;
    this.#field = place.querySelector("input");
    this.#list = Object.assign(document.createElement("ul"), { id: `${this.#field.id}-options`, className: "topic-options", hidden: true });
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", place.dataset.found);
    this.#field.after(this.#list);
    const roles = { role: "combobox", "aria-expanded": "false", "aria-controls": this.#list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(roles)) this.#field.setAttribute(name, value);
    this.#field.addEventListener("input", () => this.#wait());
    this.#field.addEventListener("keydown", (event) => this.#strike(event));
    this.#field.addEventListener("blur", () => this.#show([]));
    this.#list.addEventListener("pointerdown", (event) => this.#press(event));
  }

  get #word() {
    return this.#field.value.split(/[,،、]/).at(-1).trim();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    if (this.#word) this.#timer = setTimeout(() => this.#find(), TopicField.#rest);
    else this.#show([]);
  }

  async #find() {
    this.#asked = new AbortController();
    try {
      const answer = await fetch(`${this.#place.dataset.address}?${new URLSearchParams({ q: this.#word })}`, { signal: this.#asked.signal });
      if (answer.ok && !answer.redirected) this.#show((await answer.json()).topics);
    } catch {
      this.#show([]); // The field takes whole names all the same.
    }
  }

  #show(items) {
    this.#items = items;
    this.#list.replaceChildren(...items.map(({ name }, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${this.#list.id}-${place}`, textContent: name, dir: "auto" });
      option.setAttribute("role", "option");
      return option;
    }));
    this.#list.hidden = !items.length;
    this.#field.setAttribute("aria-expanded", String(items.length > 0));
    this.#point(-1);
  }

  #point(place) {
    this.#active = place;
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", this.#list.children[place].id);
  }

  #strike(event) {
    const count = this.#items.length;
    if (!count || event.isComposing) return;
    if (event.key === "ArrowDown") this.#point((this.#active + 1) % count);
    else if (event.key === "ArrowUp") this.#point((this.#active <= 0 ? count : this.#active) - 1);
    else if (event.key === "Enter" && this.#active >= 0) this.#take(this.#active);
    else if (event.key === "Escape") this.#show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #press(event) {
    event.preventDefault(); // The field keeps the focus.
    const option = event.target.closest("li");
    if (option) this.#take([...this.#list.children].indexOf(option));
  }

  #take(place) {
    const before = this.#field.value.split(/[,،、]/).slice(0, -1).map((name) => name.trim());
    this.#field.value = `${[...before, this.#items[place].name].join(", ")}, `;
    this.#show([]);
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='topic_field']")) new TopicField(place);
