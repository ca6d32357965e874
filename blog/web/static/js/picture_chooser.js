// Without this the library is a page of its own, to which the button leads with all that was typed.
class PictureChooser {
  static #places = { body: "[data-behaviour='inline_pictures']", lead: "[data-behaviour='lead_photo']", share: "[data-behaviour='share_picture']" };

  #dialog;
  #shown;
  #place;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#shown = dialog.querySelector("[data-shown]");
    document.addEventListener("click", (event) => this.#open(event));
    dialog.addEventListener("click", (event) => this.#press(event));
    dialog.addEventListener("submit", (event) => this.#search(event));
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  #open(event) {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    event.preventDefault();
    this.#place = document.querySelector(PictureChooser.#places[button.dataset.choose]);
    this.#dialog.showModal();
    this.#load(this.#dialog.dataset.address);
  }

  async #load(address) {
    const problem = this.#dialog.querySelector("[data-problem]");
    problem.textContent = "";
    try {
      const answer = await fetch(address);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.#shown.innerHTML = await answer.text();
      this.#shown.querySelector("[name='q']")?.focus();
      this.#dialog.scrollTop = 0;
    } catch {
      problem.textContent = this.#dialog.dataset.failed;
    }
  }

  #press(event) {
    const link = event.target.closest("a[href]");
    const picture = event.target.closest("[data-said]");
    if (link) {
      event.preventDefault();
      this.#load(link.href);
    }
    if (picture) {
      this.#dialog.close();
      this.#place.dispatchEvent(new CustomEvent("chosen", { detail: JSON.parse(picture.dataset.said) }));
    }
  }

  #search(event) {
    event.preventDefault();
    this.#load(`${this.#dialog.dataset.address}?${new URLSearchParams(new FormData(event.target))}`);
  }
}

for (const dialog of document.querySelectorAll("[data-behaviour='picture_chooser']")) new PictureChooser(dialog);
