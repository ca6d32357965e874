// A picture of a gallery opens over the page; arrow keys lead to the next one, in the gallery and in the large view.
// Without this each picture is a link to its large version.
class PictureViewer {
  #links;
  #words;
  #place = 0;
  #dialog = document.createElement("dialog");
  #picture = document.createElement("img");
  #caption = document.createElement("p");
  #count = document.createElement("span");

  constructor(gallery, words) {
    this.#links = [...gallery.querySelectorAll(".gallery__link")];
    this.#words = words;
    gallery.role = "group";
    gallery.ariaLabel = words.gallery;
    gallery.addEventListener("keydown", (event) => this.#walk(event));
    for (const [place, link] of this.#links.entries()) {
      link.ariaDescription = this.#tell(place);
      link.addEventListener("click", (event) => this.#open(event, place));
    }
  }

  #open(event, place) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!this.#dialog.isConnected) this.#build();
    this.#show(place);
    this.#dialog.showModal();
  }

  #build() {
    this.#dialog.className = "viewer";
    this.#picture.className = "viewer__picture";
    this.#caption.className = "viewer__words";
    this.#count.setAttribute("role", "status");
    const bar = document.createElement("div");
    bar.className = "viewer__bar";
    const steps = this.#links.length > 1 ? [this.#button(this.#words.previous, () => this.#step(-1)), this.#count, this.#button(this.#words.next, () => this.#step(1))] : [];
    bar.append(...steps, this.#button(this.#words.close, () => this.#dialog.close()));
    this.#dialog.append(this.#picture, this.#caption, bar);
    this.#dialog.addEventListener("keydown", (event) => this.#turn(event));
    this.#dialog.addEventListener("close", () => this.#links[this.#place].focus());
    document.body.append(this.#dialog);
  }

  #button(words, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words });
    button.addEventListener("click", act);
    return button;
  }

  #show(place) {
    const link = this.#links[place];
    const shown = link.querySelector("img");
    const caption = link.closest("figure").querySelector("figcaption");
    this.#place = place;
    Object.assign(this.#picture, { srcset: "", sizes: "100vw", src: link.href, alt: shown.alt });
    this.#picture.srcset = shown.srcset;
    this.#caption.replaceChildren(...(caption ? caption.cloneNode(true).childNodes : []));
    this.#count.textContent = this.#tell(place);
    this.#dialog.setAttribute("aria-label", shown.alt);
  }

  #tell(place) {
    return this.#words.place.replace("{number}", place + 1).replace("{count}", this.#links.length);
  }

  #step(by) {
    this.#show((this.#place + by + this.#links.length) % this.#links.length);
  }

  #turn(event) {
    const by = direction(event, this.#links[0]);
    if (!by) return;
    event.preventDefault();
    this.#step(by);
  }

  #walk(event) {
    const at = this.#links.indexOf(event.target.closest(".gallery__link"));
    const by = direction(event, this.#links[0]);
    const next = at >= 0 && by ? this.#links[at + by] : null;
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

/** Return 1 for the arrow that leads on in the direction of the text, -1 for the one that leads back, else 0. */
function direction({ key, ctrlKey, metaKey, altKey, shiftKey }, place) {
  if (ctrlKey || metaKey || altKey || shiftKey) return 0;
  const onwards = getComputedStyle(place).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  return key === onwards ? 1 : ["ArrowLeft", "ArrowRight"].includes(key) ? -1 : 0;
}

for (const gallery of document.querySelectorAll("[data-place] .gallery")) new PictureViewer(gallery, gallery.closest("[data-place]").dataset);
