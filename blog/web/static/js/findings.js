// The list of what the checks found: F8 and Shift-F8 go from place to place, and a save brings the list up to date.
// Without this the list stands over the text, and its links lead to the field.
const PICTURE = /!\[[^\]\n]*\]\([^)\n]*\)/g;
const literal = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");

// The signs between the words that stood around them; without any, all the words, or those in their middle,
// since signs of Markdown may stand between them.
function* sourcesOf({ fault, about, sign }) {
  if (fault.endsWith("_link")) yield* [`\\]\\(${literal(about)}`, `\\[${literal(about)}\\]\\(`];
  if (fault === "orphan_note") yield `\\[\\^${literal(about)}\\]`;
  if (!sign) {
    for (let words = about.split(" "); about && words.length; words = words.slice(1, words.length > 2 ? -1 : undefined)) yield literal(words.join(" "));
    return;
  }
  const [before, after] = about.split(sign.replace(/\s+/g, " "), 2).map((words) => words.trim().split(" "));
  const isBehind = before.at(-1) ? `(?<=${literal(before.at(-1))}\\W{0,8})` : "";
  const isAhead = after?.[0] ? `(?=\\W{0,8}${literal(after[0])})` : "";
  yield* new Set([isBehind + literal(sign) + isAhead, literal(sign) + isAhead, isBehind + literal(sign), literal(sign)]);
}

const patternsOf = (finding) => [...sourcesOf(finding)].map((source) => new RegExp(source));

class Findings {
  #place;
  #field = document.getElementById("body");
  #found = [];
  #here = -1;

  constructor(place) {
    this.#place = place;
    place.addEventListener("click", (event) => this.#press(event));
    place.addEventListener("announce", () => this.#announce());
    document.addEventListener("keydown", (event) => this.#strike(event));
    this.#field.form.addEventListener("saved", () => place.hidden || this.#fetch());
    this.#field.addEventListener("locate", ({ detail }) => this.#choose(detail));
    this.#read();
  }

  #read() {
    const links = [...this.#place.querySelectorAll("a[data-fault]")];
    this.#found = links.map((link) => ({ link, ...link.dataset, patterns: patternsOf(link.dataset) }));
    for (const button of this.#place.querySelectorAll("button")) button.hidden = false;
    this.#here = Math.min(this.#here, this.#found.length - 1);
    this.#announce();
  }

  #announce() {
    this.#place.dispatchEvent(new CustomEvent("listed", { detail: this.#place.hidden ? [] : this.#found }));
  }

  async #fetch() {
    try {
      const answer = await fetch(this.#place.dataset.address, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(`findings: ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.#place.replaceChildren(...page.querySelector("section").childNodes);
    } catch {
      this.#place.replaceChildren(Object.assign(document.createElement("p"), { textContent: this.#place.dataset.failed, role: "status" }));
    }
    this.#place.hidden = false;
    this.#read();
  }

  #strike(event) {
    const isMeant = event.key === "F8" && !event.ctrlKey && !event.altKey && !event.metaKey && !document.querySelector("dialog[open]");
    if (!isMeant) return;
    event.preventDefault();
    if (!this.#place.hidden && this.#found.length) this.#step(event.shiftKey ? -1 : 1);
    else if (!event.repeat) this.#fetch().then(() => this.#found.length ? this.#step(1) : this.#place.querySelector("#findings")?.focus());
  }

  #press(event) {
    const button = event.target.closest("button");
    const link = event.target.closest("a[data-fault]");
    if (link) event.preventDefault();
    if (link) this.#go(this.#found.findIndex((one) => one.link === link));
    else if (button?.dataset.step) this.#step(Number(button.dataset.step));
    else if (button) this.#close();
  }

  #close() {
    this.#place.hidden = true;
    this.#announce();
    this.#field.focus();
  }

  #step(step) {
    const { length } = this.#found;
    if (length) this.#go((this.#here < 0 && step < 0 ? length - 1 : this.#here + step + length) % length);
  }

  #go(number) {
    this.#here = number;
    for (const { link } of this.#found) link.toggleAttribute("aria-current", link === this.#found[number].link);
    const { link, ...finding } = this.#found[number];
    const field = document.getElementById(link.hash.slice(1));
    this.#place.querySelector("[data-said]").textContent = link.textContent.trim().replace(/\s+/g, " ");
    field.closest("details")?.setAttribute("open", "");
    if (field === this.#field) field.dispatchEvent(new CustomEvent("locate", { detail: { ...finding, number } }));
    else field.focus();
  }

  // Where the text is written in Markdown. What is not found any more leaves the caret where it was.
  #choose({ fault, about, patterns }) {
    const text = this.#field.value;
    const isNumber = fault === "missing_alt" && /^\d+$/.test(about);
    const match = isNumber ? [...text.matchAll(PICTURE)][about - 1] : patterns.map((pattern) => pattern.exec(text)).find(Boolean);
    if (match) {
      // A browser scrolls to the caret of a field only when the field is given the focus.
      this.#field.blur();
      this.#field.setSelectionRange(match.index, match.index);
    }
    this.#field.focus();
    if (match) this.#field.setSelectionRange(match.index, match.index + match[0].length);
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='findings']")) new Findings(place);
