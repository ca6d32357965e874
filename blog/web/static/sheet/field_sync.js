// Keeps the form's field equal to the sheet: autosave, unsent text, word count and saving know only the field.
// To set a long field takes a browser longer than several keys do: it waits for a rest from typing.
// Until then the page is told that something changed, and whoever reads the form's fields gets what stands on the sheet.
const REST = 250;
const REST_FOR_EACH_SIGN = 0.02;
const TELL_EVERY = 1000;
const idle = window.requestIdleCallback?.bind(window) ?? ((deed) => setTimeout(deed));

export class FieldSync {
  #field;
  #write;
  #written;
  #isDue = false;
  #toldAt = 0;
  #timer = 0;

  constructor(field, write) {
    this.#field = field;
    this.#write = write;
    this.#written = field.value;
    field.form.addEventListener("formdata", ({ formData }) => this.#isDue && formData.set(field.name, this.#write()));
    for (const kind of ["pagehide", "submit"]) addEventListener(kind, () => this.flush(), { capture: true });
  }

  // Something changed; milliseconds.
  note() {
    const now = performance.now();
    if (!this.#isDue) this.#toldAt = now;
    this.#isDue = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#writeWhenIdle(), REST + this.#written.length * REST_FOR_EACH_SIGN);
    if (now - this.#toldAt < TELL_EVERY) return;
    this.#toldAt = now;
    idle(() => this.#isDue && this.#tell(), { timeout: TELL_EVERY });
  }

  #writeWhenIdle() {
    const timer = this.#timer; // A key that comes first begins another rest.
    idle(() => timer === this.#timer && this.flush(), { timeout: TELL_EVERY });
  }

  flush() {
    if (!this.#isDue) return;
    this.#isDue = false;
    clearTimeout(this.#timer);
    const text = this.#write();
    if (text === this.#written) return;
    this.#field.value = this.#written = text;
    this.#tell();
  }

  #tell() {
    this.#field.dispatchEvent(new InputEvent("input", { bubbles: true }));
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
