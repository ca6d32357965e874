// Counts words and reading time while somebody types. Where the preview stands beside the text, the server's exact count comes with it.
// Without this both are counted when the text is saved.
class WordCount {
  static #rest = 250;
  static #signs = [
    [/\]\([^)\s]{0,2000}(?:\s"[^"]{0,500}")?\)/g, "]"],
    [/^[ \t]*(?:> ?)*\[!pull\]/gim, ""],
    [/^[ \t]*\[\^[^\]\s]{1,100}\]:|\[\^[^\]\s]{1,100}\]/gm, ""],
    [/^[ \t|:-]+$/gm, ""],
    [/^[ \t]*(?:> ?)*(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/gm, ""],
    [/[*_`|[\]!]/g, " "],
  ];

  #text;
  #place;
  #pane = document.querySelector("[data-behaviour~='preview']");
  #timer;
  #counted = null;

  constructor(place) {
    this.#place = place;
    this.#text = document.getElementById(place.dataset.of);
    this.#text.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#count(), WordCount.#rest);
    });
  }

  #count() {
    const { value } = this.#text;
    // The rich sheet tells that something changed before its text is in the field.
    if (value === this.#counted || this.#pane?.checkVisibility()) return;
    this.#counted = value;
    const bare = WordCount.#signs.reduce((text, [sign, words]) => text.replace(sign, words), value);
    const count = bare.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
    const { forms, minutes, pace } = this.#place.dataset;
    const { lang } = document.documentElement;
    const all = JSON.parse(forms);
    const words = (all[new Intl.PluralRules(lang).select(count)] ?? all.other).replace("{n}", count.toLocaleString(lang));
    const time = minutes.replace("{n}", Math.max(1, Math.round(count / pace)));
    this.#place.textContent = count ? `${words} · ${time}` : words;
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='word_count']")) new WordCount(place);
