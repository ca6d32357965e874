// Without this the lead photo goes with the whole form, and is seen only after that.
class LeadPhoto {
  #place;
  #form;
  #tray;
  #kept;
  #words;

  constructor(place) {
    this.#place = place;
    this.#form = place.closest("form");
    this.#tray = place.querySelector("[data-behaviour='sending']");
    this.#kept = this.#form.elements.lead_kept;
    this.#words = JSON.parse(this.#tray.dataset.words);
    place.querySelector("[data-drop]").hidden = false;
    const file = this.#form.elements.lead_file;
    file.addEventListener("change", () => {
      this.#offer([...file.files]);
      file.value = "";
    });
    place.addEventListener("dragover", (event) => this.#hover(event, true));
    place.addEventListener("dragleave", (event) => this.#hover(event, false));
    place.addEventListener("drop", (event) => this.#drop(event));
    place.addEventListener("chosen", (event) => this.#take(event.detail));
    this.#tray.addEventListener("arrived", (event) => this.#arrive(event.target));
  }

  #offer(files) {
    for (const other of this.#tray.querySelectorAll("li")) other.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
    if (files.length) this.#tray.dispatchEvent(new CustomEvent("offer", { detail: { files: files.slice(0, 1) } }));
  }

  #hover(event, isOver) {
    const isFile = event.dataTransfer.types.includes("Files");
    this.#place.classList.toggle("is-dropping", isOver && isFile);
    if (isOver && isFile) event.preventDefault();
  }

  #drop(event) {
    this.#hover(event, false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    this.#offer([...event.dataTransfer.files]);
  }

  #arrive(item) {
    const { said } = item;
    item.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
    this.#take(said);
  }

  // Words that were typed for another photo do not describe this one.
  #take(said) {
    const { elements } = this.#form;
    const hadPhoto = this.#place.querySelector("[data-photo] img") !== null;
    for (const name of ["alt", "caption", "credit"]) {
      const field = elements[`lead_${name}`];
      if (hadPhoto || !field.value) field.value = said[name] ?? "";
    }
    this.#kept.value = said.key;
    if (elements.lead_remove) elements.lead_remove.checked = false;
    this.#show(said);
    this.#kept.dispatchEvent(new Event("change", { bubbles: true }));
    elements.lead_alt.focus();
  }

  #show(said) {
    const image = Object.assign(new Image(), { src: said.thumb, alt: said.alt });
    this.#place.querySelector("[data-photo]").replaceChildren(image);
    const line = this.#place.querySelector("[data-chosen]");
    line.hidden = false;
    line.textContent = this.#words.chosen;
  }
}

for (const place of document.querySelectorAll("[data-behaviour='leadphoto']")) new LeadPhoto(place);
