// The text grows and shrinks at once and keeps its place on the page.
// Without this script the same buttons send a form, and the page loads anew in the chosen size.
const LARGEST = 5;
const KEPT_SECONDS = 365 * 24 * 3600;

class TextSize {
  #form;
  #said;

  constructor(form) {
    this.#form = form;
    this.#said = form.querySelector("[role=status]");
    form.addEventListener("submit", (event) => this.#choose(event));
  }

  #choose(event) {
    if (!event.submitter?.value) return;
    event.preventDefault();
    if (event.submitter.ariaDisabled === "true") return;
    const size = Number(event.submitter.value);
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `text-size=${size}; Max-Age=${KEPT_SECONDS}; Path=/; SameSite=Lax${secure}`;
    document.documentElement.dataset.textSize = size;
    this.#said.textContent = this.#said.dataset.said.replace("{step}", size);
    this.#prepare(size);
  }

  #prepare(size) {
    const [smaller, larger] = this.#form.querySelectorAll("button");
    smaller.value = Math.max(1, size - 1);
    larger.value = Math.min(LARGEST, size + 1);
    smaller.toggleAttribute("aria-disabled", size === 1);
    larger.toggleAttribute("aria-disabled", size === LARGEST);
    for (const button of [smaller, larger]) if (button.hasAttribute("aria-disabled")) button.ariaDisabled = "true";
  }
}

for (const form of document.querySelectorAll('[data-behaviour="textsize"]')) new TextSize(form);
