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
  #starts = [];
  #isDue = false;

  constructor(pane) {
    this.#pane = pane;
    this.#text = document.getElementById(pane.dataset.of);
    this.#form = pane.closest("form");
    this.#text.addEventListener("input", () => this.#wait());
    this.#form.elements.language.addEventListener("change", () => {
      this.#shown = null; // Quotation marks follow the language.
      this.#wait();
    });
    LivePreview.#wide.addEventListener("change", () => this.#show());
    for (const kind of ["scroll", "resize"]) addEventListener(kind, () => this.#follow(), { passive: true });
    this.#show();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), LivePreview.#rest);
  }

  async #show() {
    const text = this.#text.value;
    // The rich sheet shows what readers see.
    const isNeeded = LivePreview.#wide.matches && !document.querySelector("[data-behaviour='sheet']:not([hidden])");
    if (!isNeeded || text === this.#shown) return;
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
    const sent = ["csrf_token", "language", "language_tag"].map((name) => [name, this.#form.elements[name].value]);
    const body = new URLSearchParams([["body", text], ...sent]);
    return { method: "POST", body, signal: this.#asked.signal };
  }

  #fill(html) {
    const place = this.#pane.querySelector("[data-rendered]");
    place.innerHTML = html;
    this.#pane.hidden = !this.#text.value.trim();
    const { wordsNow, lang = "", dir = "", lines = "" } = place.querySelector("[data-words-now]")?.dataset ?? {};
    Object.assign(place, { lang, dir });
    const count = this.#form.querySelector(".editor-bar [data-words]");
    if (wordsNow && count) count.textContent = wordsNow;
    this.#starts = lines.split(" ").map(Number);
    this.#follow();
  }

  // The preview shows the block that stands at the top of the window in the text.
  #follow() {
    if (this.#isDue || !LivePreview.#wide.matches || this.#pane.hidden) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#align();
    });
  }

  #align() {
    const blocks = [...this.#pane.querySelector("[data-rendered]").children];
    const top = this.#pane.getBoundingClientRect().top - this.#text.getBoundingClientRect().top;
    if (top <= 0 || this.#starts.length < 2) return this.#pane.scrollTo(0, 0);
    const line = this.#lineAt(top);
    const at = Math.max(0, this.#starts.findLastIndex((start) => start <= line));
    const next = blocks[at + 1];
    const span = (this.#starts[at + 1] ?? line + 1) - this.#starts[at];
    const share = Math.min(1, (line - this.#starts[at]) / span);
    const begin = blocks[at].offsetTop;
    return this.#pane.scrollTo(0, begin + share * ((next ?? blocks[at]).offsetTop - begin) - blocks[0].offsetTop);
  }

  // Which line of the text, with a fraction, stands this many pixels below its top: each takes as many rows as its length needs.
  #lineAt(top) {
    const perRow = this.#text.clientWidth / (parseFloat(getComputedStyle(this.#text).fontSize) / 2);
    const rows = this.#text.value.split("\n").map((line) => Math.max(1, Math.ceil(line.length / perRow)));
    const all = rows.reduce((sum, count) => sum + count, 0);
    let left = (top / this.#text.scrollHeight) * all;
    const line = rows.findIndex((count) => (left -= count) < 0);
    return line < 0 ? rows.length : line + 1 + left / rows[line];
  }
}

for (const pane of document.querySelectorAll("[data-behaviour='preview']")) new LivePreview(pane);
