// The preview beside the choices of the front page follows each change.
// Without this a button shows it.
class FrontPreview {
  static #rest = 600;

  #form;
  #timer;

  constructor(form) {
    this.#form = form;
    form.addEventListener("change", () => this.#wait());
    this.#show();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), FrontPreview.#rest);
  }

  #show() {
    this.#form.requestSubmit(this.#form.querySelector("[data-follows]"));
  }
}

for (const form of document.querySelectorAll("[data-behaviour='front_preview']")) new FrontPreview(form);
