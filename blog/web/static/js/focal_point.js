// Without this the focal point is given by two numbers alone, and its crops are seen after saving.
class FocalPoint {
  static #steps = 10;
  static #keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  #place;
  #point;
  #image;
  #fields;
  #name;

  constructor(place) {
    this.#place = place;
    this.#point = place.querySelector("[data-point]");
    this.#image = place.querySelector("img");
    this.#fields = { x: document.getElementById("focal_x"), y: document.getElementById("focal_y") };
    this.#name = this.#point.ariaLabel;
    this.#point.hidden = false;
    place.classList.add("focal--pressed");
    place.addEventListener("pointerdown", (event) => this.#press(event));
    this.#point.addEventListener("keydown", (event) => this.#strike(event));
    for (const field of Object.values(this.#fields)) field.addEventListener("input", () => this.#show());
    this.#show();
  }

  #press(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#point.focus({ preventScroll: true });
    this.#place.setPointerCapture(event.pointerId);
    const move = (moved) => this.#moveTo(moved.clientX, moved.clientY);
    move(event);
    this.#place.addEventListener("pointermove", move);
    this.#place.addEventListener("pointerup", () => this.#place.removeEventListener("pointermove", move), { once: true });
  }

  #moveTo(x, y) {
    const box = this.#image.getBoundingClientRect();
    this.#set((100 * (x - box.left)) / box.width, (100 * (y - box.top)) / box.height);
  }

  #strike(event) {
    const step = FocalPoint.#keys[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 2;
    this.#set(this.#read("x") + far * step[0], this.#read("y") + far * step[1]);
  }

  #read(axis) {
    const value = Number(this.#fields[axis].value);
    return Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : 50;
  }

  #set(x, y) {
    for (const [axis, value] of Object.entries({ x, y })) {
      this.#fields[axis].value = Math.round(Math.min(100, Math.max(0, value)));
    }
    this.#show();
  }

  #show() {
    for (const axis of ["x", "y"]) {
      this.#point.style.setProperty(`--point-${axis}`, `${this.#read(axis)}%`);
    }
    const step = (axis) => `focal-${axis}-${Math.round((this.#read(axis) * FocalPoint.#steps) / 100)}`;
    for (const image of document.querySelectorAll(".crops img")) image.className = `${step("x")} ${step("y")}`;
    this.#point.ariaLabel = `${this.#name}: ${this.#read("x")} %, ${this.#read("y")} %`;
  }
}

for (const place of document.querySelectorAll("[data-behaviour='focal_point']")) new FocalPoint(place);
