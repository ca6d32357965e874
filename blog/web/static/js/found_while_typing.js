// A list follows the words of the search above it while one types; Enter asks at once and sends nothing else of the form.
// Without this the button beside the field asks, and the page comes anew with what was chosen so far.
class FoundWhileTyping {
  static #rest = 200;

  #place;
  #field;
  #timer;
  #asked;

  constructor(place) {
    this.#place = place;
    this.#field = place.querySelector("[type='search']");
    this.#field.addEventListener("input", () => this.#wait());
    this.#field.addEventListener("keydown", (event) => this.#strike(event));
    // A search changes nothing that the form is about.
    this.#field.addEventListener("change", (event) => event.stopPropagation());
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), FoundWhileTyping.#rest);
  }

  #strike(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    this.#find();
  }

  async #find() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = new AbortController();
    try {
      const address = `${this.#place.dataset.address}?${new URLSearchParams({ q: this.#field.value })}`;
      const answer = await fetch(address, { signal: this.#asked.signal });
      if (!answer.ok || answer.redirected) return;
      const found = this.#place.querySelector("[data-found]");
      found.innerHTML = await answer.text();
      this.#place.querySelector("[data-said]").textContent = found.querySelector("[data-count]").dataset.count;
    } catch {
      // The button beside the field still asks.
    }
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='found_while_typing']")) new FoundWhileTyping(place);
