// Shows what a search engine or a shared link will say, as it is typed: the first of several fields that is not empty.
// Without this it is shown as it was saved.
class LinkPreview {
  #place;
  #form;

  constructor(place) {
    this.#place = place;
    this.#form = place.closest("form");
    for (const kind of ["input", "change"]) this.#form.addEventListener(kind, (event) => this.#isShown(event.target) && this.#show());
    this.#show();
  }

  #isShown(field) {
    const names = ["is_card_drawn", "lead_kept", "lead_remove", "social_picture"];
    return names.includes(field.name) || [...this.#place.querySelectorAll("[data-shows]")].some((line) => line.dataset.shows.split(" ").includes(field.name));
  }

  #show() {
    const { elements } = this.#form;
    for (const line of this.#place.querySelectorAll("[data-shows]")) {
      const filled = line.dataset.shows.split(" ").find((name) => elements[name].value.trim());
      line.textContent = filled ? elements[filled].value : "";
    }
    this.#showPicture(this.#place.querySelector("[data-picture]"));
  }

  #showPicture(frame) {
    if (!frame) return;
    const { is_card_drawn: isDrawn, lead_remove: isRemoved } = this.#form.elements;
    const lead = isDrawn.checked || isRemoved?.checked ? null : this.#form.querySelector("[data-photo] img");
    const shown = this.#form.querySelector("[data-share-picture] img") ?? lead;
    frame.replaceChildren(...(shown ? [Object.assign(new Image(), { src: shown.currentSrc || shown.src, alt: "" })] : []));
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='link_preview']")) new LinkPreview(place);
