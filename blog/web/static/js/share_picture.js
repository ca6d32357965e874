// Without this the picture of shared links goes with the whole form, and its removal is a box to tick.
class SharePicture {
  #place;
  #form;
  #field;
  #uploads;
  #submitter = null;

  constructor(place) {
    this.#place = place;
    this.#form = place.closest("form");
    this.#field = this.#form.elements.social_picture;
    this.#uploads = place.querySelector("[data-behaviour='uploads']");
    const { social_file: file, social_remove: removal } = this.#form.elements;
    file.addEventListener("change", () => {
      this.#offer([...file.files]);
      file.value = "";
    });
    if (removal.checked) this.#field.value = "";
    removal.checked = false;
    place.querySelector("[data-removal]").hidden = true;
    this.#removes.addEventListener("click", () => this.#remove());
    this.#removes.hidden = !this.#field.value;
    place.addEventListener("chosen", (event) => this.#use(event.detail));
    this.#uploads.addEventListener("arrived", (event) => this.#arrive(event.target));
    this.#form.addEventListener("submit", (event) => this.#holdSubmit(event), { capture: true });
  }

  get #removes() {
    return this.#place.querySelector("[data-removes]");
  }

  #offer(files) {
    this.#submitter = null;
    for (const other of this.#uploads.querySelectorAll("li")) other.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
    if (files.length) this.#uploads.dispatchEvent(new CustomEvent("offer", { detail: { files: files.slice(0, 1) } }));
  }

  // A form that is sent while its picture is on the way waits for it.
  #holdSubmit(event) {
    if (!this.#uploads.querySelector("[data-state='waiting'], [data-state='sending']")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#submitter = event.submitter;
  }

  #arrive(item) {
    item.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
    this.#use(item.said);
    if (this.#submitter) this.#form.requestSubmit(this.#submitter);
  }

  #remove() {
    this.#use(null);
    this.#place.querySelector("[data-choose]").focus();
  }

  #use(said) {
    const image = said && Object.assign(new Image(), { src: said.thumb, alt: said.alt });
    this.#place.querySelector("[data-share-picture]").replaceChildren(...(image ? [image] : []));
    this.#field.value = said?.key ?? "";
    this.#removes.hidden = !said;
    this.#field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

for (const place of document.querySelectorAll("[data-behaviour='share_picture']")) new SharePicture(place);
