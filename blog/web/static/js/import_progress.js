// The bar of an import moves by itself. Without this a link loads the page anew.
class ImportProgress {
  static #rest = 2000;

  #place;

  constructor(place) {
    this.#place = place;
    if (place.querySelector("[data-still]")) return;
    place.querySelector("[data-reload]").hidden = true;
    this.#wait();
  }

  #wait() {
    setTimeout(() => this.#look(), ImportProgress.#rest);
  }

  async #look() {
    if (document.hidden) return this.#wait();
    const answer = await fetch(this.#place.dataset.address).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      this.#place.querySelector("[data-reload]").hidden = false;
      return this.#wait();
    }
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-part]");
    // What comes now is a report, and other things can be done: that is another page.
    if ("still" in part.dataset) return location.reload();
    this.#show(part);
    return this.#wait();
  }

  // The heading is announced when it changes, so it stays where it is.
  #show(part) {
    const old = this.#place.querySelector("[data-part]");
    const heading = old.querySelector("h2");
    const words = part.querySelector("h2").textContent;
    if (heading.textContent !== words) heading.textContent = words;
    for (const child of [...old.children].slice(1)) child.remove();
    old.append(...[...part.children].slice(1));
  }
}

for (const place of document.querySelectorAll('[data-behaviour="import_progress"]')) new ImportProgress(place);
