// Keeps the form's field equal to the sheet: autosave, unsent text, word count and saving know only the field.
// To set a long field takes a browser longer than a key: it waits for a rest from typing, but not for long.
const REST = 250;
const LONGEST_WAIT = 1000;

export class FieldSync {
  #field;
  #write;
  #written;
  #isDue = false;
  #dueSince = 0;
  #timer = 0;

  constructor(field, write) {
    this.#field = field;
    this.#write = write;
    this.#written = field.value;
    field.form.addEventListener("formdata", (event) => this.#join(event));
    for (const kind of ["pagehide", "submit"]) addEventListener(kind, () => this.flush(), { capture: true });
  }

  // Something changed; milliseconds.
  note() {
    const now = performance.now();
    if (!this.#isDue) this.#dueSince = now;
    this.#isDue = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), Math.max(0, Math.min(REST, this.#dueSince + LONGEST_WAIT - now)));
  }

  flush() {
    if (!this.#isDue) return;
    this.#isDue = false;
    const text = this.#write();
    if (text === this.#written) return;
    this.#field.value = this.#written = text;
    this.#field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  // Whoever reads the form's fields gets what stands on the sheet now.
  #join(event) {
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#field.value = this.#written = this.#write();
    event.formData.set(this.#field.name, this.#written);
    setTimeout(() => this.#field.dispatchEvent(new InputEvent("input", { bubbles: true })));
  }

  // Whether a script put another text into the field.
  isForeign() {
    return !this.#isDue && this.#field.value !== this.#written;
  }

  accept() {
    this.#written = this.#field.value;
    this.#isDue = false;
  }
}
