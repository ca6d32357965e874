// Rows of lists are put in order by dragging their grip, or by keys: Space takes hold, arrows move, Space or Enter lets go,
// Escape puts back. Without this the buttons of each row move it, and a button saves places.
// A form is sent at once, a list with an address sends its keys there, and one inside a form leaves saving to its button.
class Sortable {
  #root;
  #held = null;
  #before = null;
  #saving = Promise.resolve();

  constructor(root) {
    this.#root = root;
    root.toggleAttribute("data-live", true);
    for (const grip of root.querySelectorAll("[data-grip]")) this.#bind(grip);
    for (const place of root.querySelectorAll("[data-place]")) place.addEventListener("change", () => this.#follow(place));
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
    const ends = ["pointerup", "pointercancel"];
    const end = () => {
      removeEventListener("pointermove", move);
      for (const name of ends) removeEventListener(name, end);
      item.toggleAttribute("data-held", false);
      if (this.#order() !== order) this.#settle(item);
    };
    item.toggleAttribute("data-held", true);
    // Not on the grip: an element that is moved loses its hold of the pointer.
    addEventListener("pointermove", move);
    for (const name of ends) addEventListener(name, end);
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
    const place = item.querySelector("[data-place]");
    if (place) place.value = item.parentElement.dataset.list;
    this.#mark();
    this.#tell(item);
    const { address = this.#root.action } = this.#root.dataset;
    if (address) this.#saving = this.#saving.then(() => this.#save(address));
    else this.#root.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async #save(address) {
    const said = this.#said();
    const sent = this.#body();
    try {
      const answer = await fetch(address, { method: "POST", body: sent, headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      said.textContent = (await answer.json()).said;
      said.className = "visually-hidden";
      for (const was of this.#root.querySelectorAll("[data-was]")) was.value = sent.get(was.name.replace("was", "place"));
    } catch {
      said.textContent = this.#root.dataset.failed;
      said.className = "notice notice--warn";
    }
  }

  #body() {
    const { field, token } = this.#root.dataset;
    if (!field) return new FormData(this.#root);
    return new URLSearchParams([["csrf_token", token], ...[...this.#root.children].map((item) => [field, item.dataset.item])]);
  }

  #mark() {
    for (const list of this.#lists()) {
      for (const item of list.children) {
        item.querySelector("[data-step='up']").disabled = item === list.firstElementChild;
        item.querySelector("[data-step='down']").disabled = item === list.lastElementChild;
      }
    }
  }

  #tell(item) {
    const list = item.parentElement;
    const values = { name: item.dataset.name, place: [...list.children].indexOf(item) + 1, count: list.children.length, list: list.dataset.name };
    this.#said().textContent = this.#root.dataset.moved.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
  }

  #said() {
    return this.#root.querySelector("[data-said]") ?? this.#root.parentElement.querySelector("[data-said]");
  }

  #lists() {
    const lists = [...this.#root.querySelectorAll("[data-list]")];
    return lists.length ? lists : [this.#root];
  }

  #order() {
    return this.#lists().map((list) => [...list.children].map((item) => item.id || item.dataset.item).join()).join(";");
  }
}

function middle(item) {
  const { top, height } = item.getBoundingClientRect();
  return top + height / 2;
}

for (const root of document.querySelectorAll("[data-behaviour~='sortable']")) new Sortable(root);
