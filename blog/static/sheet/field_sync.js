// Keeps the form's field equal to the sheet: autosave, unsent text, word count and saving know only the field.
export class FieldSync {
  #field;
  #write;
  #written;
  #isDue = false;

  constructor(field, write) {
    this.#field = field;
    this.#write = write;
    this.#written = field.value;
    field.form.addEventListener("formdata", (event) => this.#join(event));
    for (const kind of ["pagehide", "submit"]) addEventListener(kind, () => this.flush(), { capture: true });
  }

  // Something changed: written behind the next picture of the screen, so that no key waits for it.
  note() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => setTimeout(() => this.flush()));
    // A page that is not shown draws no pictures.
    if (document.hidden) setTimeout(() => this.flush());
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
