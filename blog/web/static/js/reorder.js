// A list whose items are put in order by dragging a grip, or by keys: focus the grip, Space, arrows, Space; Escape puts it back.
// Without this the grips are hidden, and the buttons up and down do the same.
class Reorder {
  #list;
  #said;
  #held;
  #before;
  #sent = Promise.resolve();

  constructor(list) {
    this.#list = list;
    this.#said = list.parentElement.querySelector("[data-said]");
    for (const grip of list.querySelectorAll("[data-grip]")) grip.hidden = false;
    list.addEventListener("keydown", (event) => this.#strike(event));
    list.addEventListener("pointerdown", (event) => this.#grab(event));
    list.addEventListener("focusout", ({ target }) => target.matches("[data-grip]") && this.#drop());
  }

  get #items() {
    return [...this.#list.querySelectorAll(":scope > [data-item]")];
  }

  #hold(item) {
    this.#held = item;
    this.#before = this.#items;
    item.dataset.held = "";
    item.querySelector("[data-grip]").setAttribute("aria-pressed", "true");
  }

  #drop(isKept = true) {
    const item = this.#held;
    if (!item) return;
    this.#held = undefined;
    delete item.dataset.held;
    item.querySelector("[data-grip]").setAttribute("aria-pressed", "false");
    if (!isKept) this.#list.prepend(...this.#before);
    else if (this.#items.some((one, place) => one !== this.#before[place])) this.#send();
  }

  #strike(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip) return;
    const item = grip.closest("[data-item]");
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    if (event.key === " " || event.key === "Enter") this.#held ? this.#drop() : this.#hold(item);
    else if (this.#held && event.key === "Escape") this.#drop(false);
    else if (this.#held && event.key in steps) this.#step(item, steps[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
    grip.focus();
  }

  #step(item, step) {
    const items = this.#items;
    const place = items.indexOf(item) + step;
    const held = this.#held;
    this.#held = undefined; // The grip loses its focus while it moves.
    if (items[place]) items[place][step < 0 ? "before" : "after"](item);
    this.#held = held;
    this.#tell();
  }

  #grab(event) {
    const item = event.target.closest("[data-grip]")?.closest("[data-item]");
    if (!item || event.button) return;
    event.preventDefault();
    this.#hold(item);
    const move = ({ clientY }) => this.#follow(item, clientY);
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      this.#drop();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }

  #follow(item, y) {
    const over = this.#items.find((one) => one !== item && y > one.getBoundingClientRect().top && y < one.getBoundingClientRect().bottom);
    if (!over) return;
    const { top, height } = over.getBoundingClientRect();
    over[y < top + height / 2 ? "before" : "after"](item);
  }

  #tell() {
    const items = this.#items;
    const words = this.#list.dataset.moved.replace("{place}", items.indexOf(this.#held) + 1).replace("{number}", items.length);
    this.#said.textContent = words;
  }

  #send() {
    const { address, field, token, failed } = this.#list.dataset;
    const body = new URLSearchParams([["csrf_token", token], ...this.#items.map((item) => [field, item.dataset.item])]);
    this.#bound();
    this.#sent = this.#sent.then(async () => {
      const answer = await fetch(address, { method: "POST", body }).catch(() => undefined);
      const isDone = answer?.ok && !answer.redirected;
      this.#said.textContent = isDone ? (await answer.json()).said : failed;
      this.#said.classList.toggle("visually-hidden", Boolean(isDone));
    });
  }

  // The first goes no further up, the last no further down.
  #bound() {
    const items = this.#items;
    items.forEach((item, place) => {
      for (const [step, isEnd] of [["up", !place], ["down", place === items.length - 1]]) {
        const button = item.querySelector(`[name='step'][value='${step}']`);
        if (button) button.disabled = isEnd;
      }
    });
  }
}

for (const list of document.querySelectorAll("[data-behaviour~='reorder']")) new Reorder(list);
