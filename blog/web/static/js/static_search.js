// Searches the site as files: each part of its index is a script, since a page that was opened from a disk may fetch nothing.
// Without this script the page leads to the archive.
class StaticSearch {
  static #enough = 20;
  static #marks = /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]/g;
  static #ignored = /[\u00ad\u0640\u200c\u200d\u2060\ufeff]/g;

  #place;
  #status;
  #more;
  #alike;
  #parts;
  #terms;
  #found = [];
  #shown = 0;

  constructor(place) {
    this.#place = place;
    this.#status = place.querySelector("[role=status]");
    this.#more = place.querySelector("button");
    this.#alike = new Map(place.dataset.alike.split(" ").map((pair) => [pair[0], pair.slice(1)]));
    this.#parts = place.dataset.parts.split(" ").filter(Boolean);
    const words = new URLSearchParams(location.search).get("q") ?? "";
    document.querySelector("#q").value = words;
    this.#terms = this.#fold(words).split(" ").filter(Boolean);
    this.#more.addEventListener("click", () => this.#search());
    if (this.#terms.length) this.#search();
  }

  async #search() {
    const wanted = this.#shown + StaticSearch.#enough;
    this.#more.hidden = true;
    this.#status.textContent = this.#status.dataset.busy;
    let isWhole = true;
    while (this.#found.length <= wanted && this.#parts.length) {
      const documents = await this.#load(this.#parts.shift());
      isWhole &&= documents !== null;
      this.#found.push(...this.#rank(documents ?? []));
    }
    for (const entry of this.#found.slice(this.#shown, wanted)) this.#show(entry);
    this.#shown = Math.min(wanted, this.#found.length);
    this.#status.textContent = isWhole ? (this.#shown ? "" : this.#status.dataset.none) : this.#status.dataset.failed;
    this.#more.hidden = this.#shown >= this.#found.length;
  }

  #load(part) {
    return new Promise((resolve) => {
      const script = document.createElement("script");
      globalThis.broadsheetDocuments = resolve;
      script.src = part;
      script.onerror = () => resolve(null);
      document.head.append(script);
    });
  }

  #rank(documents) {
    const weighed = documents.map((entry) => [this.#weigh(entry), entry]).filter(([weight]) => weight);
    return weighed.sort((one, other) => other[0] - one[0]).map(([, entry]) => entry);
  }

  #weigh([, headline, standfirst, , byline, words]) {
    const title = this.#fold(headline);
    const text = `${this.#fold(standfirst)} ${this.#fold(byline)} ${words}`;
    const weights = this.#terms.map((term) => (this.#has(title, term) ? 3 : this.#has(text, term) ? 1 : 0));
    return weights.includes(0) ? 0 : weights.reduce((sum, weight) => sum + weight);
  }

  // A word is found by its beginning; in scripts without spaces, wherever it stands.
  #has(text, term) {
    return /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/.test(term) ? text.includes(term) : ` ${text}`.includes(` ${term}`);
  }

  #fold(text) {
    const plain = text.replace(StaticSearch.#ignored, "").toLowerCase().normalize("NFKD").replace(StaticSearch.#marks, "").replaceAll("ß", "ss");
    const folded = [...plain].map((letter) => this.#alike.get(letter) ?? letter).join("");
    return folded.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
  }

  #show([address, headline, standfirst, date, byline, , language]) {
    const story = this.#place.querySelector("template").content.cloneNode(true);
    story.querySelector(".story__date").textContent = date;
    const link = story.querySelector("a");
    [link.href, link.textContent] = [address, headline];
    story.querySelector(".story__standfirst").textContent = standfirst;
    story.querySelector(".byline__author").textContent = byline;
    if (language) story.querySelector(".story__headline").lang = language;
    this.#place.querySelector(".story-list").append(story);
  }
}

for (const place of document.querySelectorAll('[data-behaviour="static_search"]')) new StaticSearch(place);
