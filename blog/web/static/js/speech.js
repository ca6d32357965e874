// Reads an article aloud, sentence by sentence, and marks what is being read. Loaded on first use.
const SPOKEN = "h1, h2, h3, h4, h5, h6, p, li, figcaption";
const SKIPPED = "pre, table, .notes, .note-ref, .note-back, .report-mark, .pull, .video, .embed figcaption, .visually-hidden, [aria-hidden=true]";
const MOST_CHARACTERS = 220; // Chrome falls silent 15 seconds into an utterance.
const LET_GO_MS = 5000;
const RATE_SHELF = "reading-rate";

/** A stretch of one paragraph, from *start* to *end* of the text in *nodes*. */
class Stretch {
  constructor(paragraph, nodes, start, end) {
    Object.assign(this, { paragraph, nodes, start, end });
  }

  get text() {
    const all = this.nodes.map((node) => node.data).join("");
    return all.slice(this.start, this.end).replace(/\s+/g, " ").trim();
  }

  get range() {
    const range = new Range();
    let from = 0;
    for (const node of this.nodes) {
      const to = from + node.length;
      if (this.start >= from && this.start < to) range.setStart(node, this.start - from);
      if (this.end > from && this.end <= to) range.setEnd(node, this.end - from);
      from = to;
    }
    return range;
  }
}

/** Return the article's text in stretches that a voice takes at one go. */
function readArticle(language) {
  const paragraphs = new Map();
  for (const root of document.querySelectorAll(".article__headline, .article__standfirst, .prose")) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const paragraph = walker.currentNode.parentElement.closest(SPOKEN);
      if (!paragraph || walker.currentNode.parentElement.closest(SKIPPED)) continue;
      paragraphs.set(paragraph, [...(paragraphs.get(paragraph) ?? []), walker.currentNode]);
    }
  }
  const stretches = [...paragraphs].flatMap(([paragraph, nodes]) =>
    split(nodes.map((node) => node.data).join(""), language).map(([start, end]) => new Stretch(paragraph, nodes, start, end)));
  return stretches.filter((stretch) => /[\p{L}\p{N}]/u.test(stretch.text));
}

function split(text, language) {
  const parts = Intl.Segmenter
    ? [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)]
    : [...text.matchAll(/[^.!?…]+[.!?…]*\s*/g)].map((found) => ({ index: found.index, segment: found[0] }));
  return parts.flatMap(({ index, segment }) => {
    const cuts = [index];
    while (index + segment.length - cuts.at(-1) > MOST_CHARACTERS) cuts.push(cutAfter(text, cuts.at(-1)));
    return cuts.map((cut, place) => [cut, cuts[place + 1] ?? index + segment.trimEnd().length]);
  });
}

/** Return where the stretch from *start* may end: after a pause of the sentence, or else after a word. */
function cutAfter(text, start) {
  const piece = text.slice(start, start + MOST_CHARACTERS);
  const pause = Math.max(...[", ", "; ", ": ", " – ", " — "].map((mark) => piece.lastIndexOf(mark)));
  const space = pause > MOST_CHARACTERS / 3 ? pause + 1 : piece.lastIndexOf(" ");
  return start + (space > 0 ? space + 1 : piece.length);
}

export class ReadAloud {
  #bar;
  #voice;
  #stretches;
  #place = 0;
  #isReading = false;
  #utterance;
  #letGoUntil = 0;
  #ending = new AbortController();

  constructor(template, voice) {
    this.#voice = voice;
    this.#stretches = readArticle((document.querySelector(".prose[lang]") ?? document.documentElement).lang);
    this.#bar = template.content.firstElementChild.cloneNode(true);
    document.body.append(this.#bar);
    this.#select.value = localRate() ?? this.#select.value;
    this.#listen();
    this.#read();
    template.closest("details")?.removeAttribute("open");
    this.#turn.focus();
  }

  get #turn() {
    return this.#bar.querySelector('[data-deed="turn"]');
  }

  get #select() {
    return this.#bar.querySelector("select");
  }

  get #said() {
    return this.#bar.querySelector("[role=status]");
  }

  /** Fall silent, and take the bar away. */
  stop() {
    const hadFocus = this.#bar.contains(document.activeElement);
    this.#hush();
    this.#mark(null);
    this.#ending.abort();
    this.#bar.remove();
    if (hadFocus) document.querySelector(".comfort__opener")?.focus();
  }

  #listen() {
    const { signal } = this.#ending;
    const letGo = () => (this.#letGoUntil = performance.now() + LET_GO_MS);
    this.#bar.addEventListener("click", (event) => this.#press(event.target.closest("button")?.dataset.deed));
    this.#bar.addEventListener("keydown", (event) => event.key === "Escape" && this.stop());
    this.#select.addEventListener("change", () => this.#changeRate());
    for (const kind of ["wheel", "touchmove"]) addEventListener(kind, letGo, { signal, passive: true });
    addEventListener("pagehide", () => this.#hush(), { signal });
    // Some browsers silence a page that is not looked at: it reads on where it was.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.#isReading && !speechSynthesis.speaking) this.#read();
    }, { signal });
  }

  #press(deed) {
    if (deed === "turn") this.#isReading ? this.#hush() : this.#read();
    if (deed === "back") this.#leap(-1);
    if (deed === "on") this.#leap(1);
    if (deed === "stop") this.stop();
  }

  /** Pausing is stopping before the present stretch: pause() of the browsers loses its place on phones. */
  #hush() {
    this.#isReading = false;
    this.#utterance = undefined;
    speechSynthesis.cancel();
    this.#turn.textContent = this.#turn.dataset.paused;
  }

  #read() {
    const stretch = this.#stretches[this.#place];
    if (!stretch) return this.stop();
    if (speechSynthesis.speaking || speechSynthesis.pending) speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(stretch.text);
    Object.assign(utterance, { voice: this.#voice, lang: this.#voice.lang, rate: Number(this.#select.value) });
    utterance.onend = () => this.#utterance === utterance && this.#goOn();
    utterance.onerror = () => this.#utterance === utterance && this.#fail();
    this.#utterance = utterance;
    this.#isReading = true;
    this.#turn.textContent = this.#turn.dataset.reading;
    this.#said.textContent = "";
    this.#mark(stretch);
    speechSynthesis.speak(utterance);
  }

  #goOn() {
    this.#place += 1;
    this.#read();
  }

  #fail() {
    this.#hush();
    this.#said.textContent = this.#said.dataset.failed;
  }

  /** Go to the start of the paragraph that is *step* paragraphs away. */
  #leap(step) {
    const paragraphs = [...new Set(this.#stretches.map(({ paragraph }) => paragraph))];
    const here = paragraphs.indexOf(this.#stretches[this.#place].paragraph);
    const there = paragraphs[Math.min(paragraphs.length - 1, Math.max(0, here + step))];
    this.#place = this.#stretches.findIndex(({ paragraph }) => paragraph === there);
    if (this.#isReading) this.#read();
    else this.#mark(this.#stretches[this.#place]);
  }

  #changeRate() {
    try {
      localStorage.setItem(RATE_SHELF, this.#select.value);
    } catch {
      // A browser that keeps nothing reads at this speed until the page is left.
    }
    if (this.#isReading) this.#read();
  }

  #mark(stretch) {
    document.querySelector("[data-spoken]")?.removeAttribute("data-spoken");
    globalThis.CSS?.highlights?.delete("spoken");
    if (!stretch) return;
    stretch.paragraph.dataset.spoken = "";
    if (globalThis.Highlight) CSS.highlights.set("spoken", new Highlight(stretch.range));
    this.#follow(stretch.range.getBoundingClientRect());
  }

  #follow({ top, bottom }) {
    const foot = innerHeight - this.#bar.offsetHeight;
    if ((top >= 0 && bottom <= foot) || performance.now() < this.#letGoUntil) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: top - foot / 3, behavior: isCalm ? "instant" : "smooth" });
  }
}

function localRate() {
  try {
    const rate = localStorage.getItem(RATE_SHELF);
    return ["0.75", "1", "1.25", "1.5", "2"].includes(rate) ? rate : undefined;
  } catch {
    return undefined;
  }
}
