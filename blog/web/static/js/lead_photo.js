// Without this the lead photo goes with the whole form, and is seen only after that.
class LeadPhoto {
  #place;
  #form;
  #uploads;
  #kept;
  #words;
  #before = {};
  #submitter = null;

  constructor(place) {
    this.#place = place;
    this.#form = place.closest("form");
    this.#uploads = place.querySelector("[data-behaviour='uploads']");
    this.#kept = this.#form.elements.lead_kept;
    this.#words = JSON.parse(this.#uploads.dataset.words);
    this.#offerTools();
    const file = this.#form.elements.lead_file;
    file.addEventListener("change", () => {
      this.#offer([...file.files]);
      file.value = "";
    });
    place.addEventListener("dragover", (event) => this.#markDropZone(event, true));
    place.addEventListener("dragleave", (event) => this.#markDropZone(event, false));
    place.addEventListener("drop", (event) => this.#drop(event));
    place.addEventListener("chosen", (event) => this.#usePhoto(event.detail, this.#readTexts()));
    this.#uploads.addEventListener("arrived", (event) => this.#arrive(event.target));
    this.#form.addEventListener("submit", (event) => this.#holdSubmit(event), { capture: true });
  }

  #offerTools() {
    const fold = this.#fold();
    const unfolds = this.#place.querySelector("[data-unfolds]");
    this.#place.dataset.ready = "";
    for (const part of this.#place.querySelectorAll("[data-drop], [data-tools]")) part.hidden = false;
    for (const button of this.#place.querySelectorAll("[data-chooses-file]")) button.addEventListener("click", () => this.#form.elements.lead_file.click());
    unfolds.addEventListener("click", () => (fold.open = !fold.open));
    fold.addEventListener("toggle", () => unfolds.setAttribute("aria-expanded", String(fold.open)));
    unfolds.setAttribute("aria-expanded", String(fold.open));
    for (const copy of this.#place.querySelectorAll("[data-repeats]")) this.#repeat(copy, this.#form.elements[copy.dataset.repeats]);
  }

  // Caption and credit stand under the photo as they are typed.
  #repeat(copy, field) {
    this.#form.addEventListener("change", () => (copy.textContent = field.value));
    field.addEventListener("input", () => (copy.textContent = field.value));
  }

  #fold() {
    return this.#place.querySelector("details");
  }

  // A form that is sent while its photo is on the way waits for it.
  #holdSubmit(event) {
    if (!this.#uploads.querySelector("[data-state='waiting'], [data-state='sending']")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#submitter = event.submitter;
    this.#fold().open = true;
  }

  #offer(files) {
    this.#submitter = null;
    this.#fold().open = true;
    this.#before = this.#readTexts();
    for (const other of this.#uploads.querySelectorAll("li")) other.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
    if (files.length) this.#uploads.dispatchEvent(new CustomEvent("offer", { detail: { files: files.slice(0, 1) } }));
  }

  #markDropZone(event, isOver) {
    const isFile = event.dataTransfer.types.includes("Files");
    this.#place.classList.toggle("is-dropping", isOver && isFile);
    if (isOver && isFile) event.preventDefault();
  }

  #drop(event) {
    this.#markDropZone(event, false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    this.#offer([...event.dataTransfer.files]);
  }

  #arrive(item) {
    const { said } = item;
    item.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
    this.#usePhoto(said, this.#before);
    if (this.#submitter) this.#form.requestSubmit(this.#submitter);
  }

  #readTexts() {
    const { elements } = this.#form;
    return Object.fromEntries(["alt", "caption", "credit"].map((name) => [name, elements[`lead_${name}`].value]));
  }

  // Words that were typed for another photo do not describe this one; what was typed since it was chosen does.
  #usePhoto(said, before) {
    const { elements } = this.#form;
    const hadPhoto = this.#place.querySelector("[data-photo] img") !== null;
    for (const [name, old] of Object.entries(before)) {
      const field = elements[`lead_${name}`];
      if ((hadPhoto && field.value === old) || !field.value) field.value = said[name] ?? "";
    }
    this.#kept.value = said.key;
    if (elements.lead_remove) elements.lead_remove.checked = false;
    this.#showPhoto(said);
    this.#kept.dispatchEvent(new Event("change", { bubbles: true }));
    if (!document.activeElement.matches("textarea, input:not([type='file'])")) elements.lead_alt.focus();
  }

  #showPhoto(said) {
    const image = Object.assign(new Image(), { src: said.thumb, alt: said.alt });
    this.#place.querySelector("[data-photo]").replaceChildren(image);
    this.#place.classList.remove("lead-photo--empty");
    this.#fold().open = true;
    this.#place.querySelector(".lead-photo__panel > [data-first-of-many]").hidden = !said.is_first_of_many;
    const line = this.#place.querySelector("[data-chosen]");
    line.hidden = false;
    line.textContent = this.#words.chosen;
  }
}

for (const place of document.querySelectorAll("[data-behaviour='lead_photo']")) new LeadPhoto(place);
