// Without this there is no preview beside the text on wide screens; the Preview button shows the real page.
class LivePreview {
  static #rest = 500;
  static #wide = matchMedia("(width >= 75rem)");

  #pane;
  #text;
  #form;
  #timer;
  #asked;
  #shown = null;

  constructor(pane) {
    this.#pane = pane;
    this.#text = document.getElementById(pane.dataset.of);
    this.#form = pane.closest("form");
    this.#text.addEventListener("input", () => this.#wait());
    LivePreview.#wide.addEventListener("change", () => this.#show());
    this.#show();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), LivePreview.#rest);
  }

  async #show() {
    const text = this.#text.value;
    if (!LivePreview.#wide.matches || text === this.#shown) return;
    this.#asked?.abort();
    this.#asked = new AbortController();
    try {
      const answer = await fetch(this.#pane.dataset.address, this.#request(text));
      if (answer.redirected || ![200, 422].includes(answer.status)) return;
      this.#fill(await answer.text());
      this.#shown = text;
    } catch {
      // The line is down or a newer text is on its way: the last preview stays.
    }
  }

  #request(text) {
    const body = new URLSearchParams({ body: text, csrf_token: this.#form.elements.csrf_token.value });
    return { method: "POST", body, signal: this.#asked.signal };
  }

  #fill(html) {
    const place = this.#pane.querySelector("[data-rendered]");
    place.innerHTML = html;
    this.#pane.hidden = false;
    const words = place.querySelector("[data-words-now]")?.dataset.wordsNow;
    const count = this.#form.querySelector("[data-words]");
    if (words && count) count.textContent = words;
  }
}

for (const pane of document.querySelectorAll("[data-behaviour='preview']")) new LivePreview(pane);
