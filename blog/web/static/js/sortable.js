// Rows of lists are put in order by dragging their grip, or by keys: Space takes hold, arrows move, Space or Enter lets go,
// Escape puts back. What was moved is saved at once. Without this the buttons of each row move it, and a button saves places.
class Sortable {
  #form;
  #held = null;
  #before = null;
  #saving = Promise.resolve();

  constructor(form) {
    this.#form = form;
    form.toggleAttribute("data-live", true);
    for (const grip of form.querySelectorAll("[data-grip]")) this.#bind(grip);
    for (const place of form.querySelectorAll("[data-place]")) place.addEventListener("change", () => this.#follow(place));
    this.#mark();
  }

  #bind(grip) {
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => this.#take(event, grip));
    grip.addEventListener("keydown", (event) => this.#strike(event, grip));
    grip.addEventListener("blur", () => this.#held === grip && this.#release(grip));
  }

  #take(event, grip) {
    if (event.button) return;
    event.preventDefault();
    const item = grip.closest("[data-item]");
    const order = this.#order();
    const move = ({ clientY }) => this.#slide(item, clientY);
    const end = () => {
      grip.removeEventListener("pointermove", move);
      item.toggleAttribute("data-held", false);
      if (this.#order() !== order) this.#settle(item);
    };
    grip.setPointerCapture(event.pointerId);
    item.toggleAttribute("data-held", true);
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", end, { once: true });
  }

  #slide(item, y) {
    for (const list of this.#lists()) {
      const { top, bottom } = list.parentElement.getBoundingClientRect();
      if (y < top || y > bottom) continue;
      const next = [...list.children].find((other) => other !== item && y < middle(other));
      if (next !== item.nextElementSibling || item.parentElement !== list) list.insertBefore(item, next ?? null);
    }
  }

  #strike(event, grip) {
    const isHeld = this.#held === grip;
    const item = grip.closest("[data-item]");
    if (event.key === " " || (event.key === "Enter" && isHeld)) {
      event.preventDefault();
      if (isHeld) this.#release(grip);
      else this.#hold(grip);
    } else if (isHeld && event.key === "Escape") {
      this.#putBack(item);
      this.#release(grip);
    } else if (isHeld && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.#step(item, event.key === "ArrowUp");
      grip.focus();
      this.#held = grip;
      this.#tell(item);
    }
  }

  #hold(grip) {
    const item = grip.closest("[data-item]");
    this.#held = grip;
    this.#before = { list: item.parentElement, next: item.nextElementSibling, order: this.#order() };
    grip.setAttribute("aria-pressed", "true");
    item.toggleAttribute("data-held", true);
    this.#tell(item);
  }

  #release(grip) {
    const item = grip.closest("[data-item]");
    this.#held = null;
    grip.setAttribute("aria-pressed", "false");
    item.toggleAttribute("data-held", false);
    if (this.#before.order !== this.#order()) this.#settle(item);
  }

  #putBack(item) {
    this.#held = null;
    this.#before.list.insertBefore(item, this.#before.next);
    item.querySelector("[data-grip]").focus();
  }

  #step(item, isUp) {
    this.#held = null;
    const beside = isUp ? item.previousElementSibling : item.nextElementSibling;
    if (beside) return isUp ? beside.before(item) : beside.after(item);
    const lists = this.#lists();
    const list = lists[lists.indexOf(item.parentElement) + (isUp ? -1 : 1)];
    if (list) isUp ? list.append(item) : list.prepend(item);
  }

  #follow(place) {
    const item = place.closest("[data-item]");
    const list = this.#lists().find((one) => one.dataset.list === place.value);
    if (list && list !== item.parentElement) list.append(item);
    place.focus();
    this.#settle(item);
  }

  #settle(item) {
    item.querySelector("[data-place]").value = item.parentElement.dataset.list;
    this.#mark();
    this.#tell(item);
    this.#saving = this.#saving.then(() => this.#save());
  }

  async #save() {
    try {
      const answer = await fetch(this.#form.action, { method: "POST", body: new FormData(this.#form), headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      const said = this.#said();
      said.textContent = this.#form.dataset.failed;
      said.className = "notice notice--warn";
    }
  }

  #mark() {
    for (const list of this.#lists()) {
      for (const item of list.children) {
        const [up, down] = item.querySelectorAll("[name='move']");
        up.disabled = item === list.firstElementChild;
        down.disabled = item === list.lastElementChild;
      }
    }
  }

  #tell(item) {
    const list = item.parentElement;
    const values = { name: item.dataset.name, place: [...list.children].indexOf(item) + 1, count: list.children.length, list: list.dataset.name };
    this.#said().textContent = this.#form.dataset.moved.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
  }

  #said() {
    return this.#form.querySelector("[data-said]");
  }

  #lists() {
    return [...this.#form.querySelectorAll("[data-list]")];
  }

  #order() {
    return this.#lists().map((list) => [...list.children].map((item) => item.id).join()).join(";");
  }
}

function middle(item) {
  const { top, height } = item.getBoundingClientRect();
  return top + height / 2;
}

for (const form of document.querySelectorAll("[data-behaviour~='sortable']")) new Sortable(form);
