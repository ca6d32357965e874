// An article is read aloud by a voice of the reader's own machine, where there is one for the article's language.
// Voices from elsewhere are not used: their makers would be sent what is read.
// Without this script there is no such button.
const MOMENT_MS = 1000;

class ReadAloud {
  #place;
  #reading;

  constructor(place) {
    this.#place = place;
    place.querySelector("button").addEventListener("click", () => this.#begin());
    speechSynthesis.addEventListener?.("voiceschanged", () => this.#offer());
    setTimeout(() => this.#offer(), MOMENT_MS); // Some browsers never tell when their voices have come.
    this.#offer();
  }

  #voices() {
    const language = (document.querySelector(".prose[lang]") ?? document.documentElement).lang.toLowerCase();
    const local = speechSynthesis.getVoices().filter((voice) => voice.localService);
    const fit = (length) =>
      local.filter((voice) => voice.lang.toLowerCase().replace("_", "-").startsWith(language.slice(0, length)));
    return [...fit(language.length), ...fit(language.match(/^[a-z]+/)?.[0].length ?? 0)];
  }

  #offer() {
    this.#place.hidden = this.#voices().length === 0;
  }

  async #begin() {
    const { ReadAloud } = await import(this.#place.dataset.module);
    this.#reading?.stop();
    const voices = this.#voices();
    const voice = voices.find((one) => one.default) ?? voices[0];
    this.#reading = new ReadAloud(this.#place.querySelector("template"), voice);
  }
}

const places = "speechSynthesis" in window ? document.querySelectorAll('[data-behaviour="read_aloud"]') : [];
for (const place of places) new ReadAloud(place);
