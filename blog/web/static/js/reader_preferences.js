// What a reader chooses about the page takes effect at once, and is said.
// Without this script the same buttons send a form, and the page loads anew.
const KEPT_SECONDS = 365 * 24 * 3600;
const USUAL = { size: "2", theme: "auto", leading: "usual", measure: "usual", face: "serif", contrast: "auto" };
const LARGEST = 5;

class Choices {
  constructor() {
    document.addEventListener("submit", (event) => this.#choose(event));
    // A page from the browser's memory, or kept for reading offline, may be older than the last choice.
    addEventListener("pageshow", () => this.#recall());
    this.#recall();
  }

  #choose(event) {
    const button = event.submitter;
    if (!event.target.matches('[data-behaviour="reader_preferences"]') || !(button?.name in { ...USUAL, comfort: 0 })) return;
    event.preventDefault();
    if (button.ariaDisabled === "true") return;
    const chosen = button.name === "comfort" ? USUAL : { [button.name]: button.value };
    for (const [name, value] of Object.entries(chosen)) {
      this.#keep(name, value);
      this.#show(name, value);
    }
    this.#say(event.target.querySelector("[role=status]"), button);
  }

  #keep(name, value) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const seconds = value === USUAL[name] ? 0 : KEPT_SECONDS;
    document.cookie = `${this.#cookie(name)}=${value}; Max-Age=${seconds}; Path=/; SameSite=Lax${secure}`;
  }

  #cookie(name) {
    return name === "size" ? "text-size" : name;
  }

  #recall() {
    const kept = new Map(document.cookie.split("; ").map((pair) => pair.split("=")));
    for (const name of Object.keys(USUAL)) this.#show(name, kept.get(this.#cookie(name)) ?? USUAL[name]);
  }

  #show(name, value) {
    const root = document.documentElement;
    if (name === "size") {
      if (!(value >= 1 && value <= LARGEST)) value = USUAL.size;
      root.dataset.textSize = value;
      this.#prepare(Number(value));
    } else {
      if (value === USUAL[name] && name !== "theme") delete root.dataset[name];
      else root.dataset[name] = value;
      for (const button of document.querySelectorAll(`[data-behaviour="reader_preferences"] [name="${name}"]`))
        button.ariaPressed = String(button.value === value);
    }
  }

  #prepare(size) {
    const [smaller, larger] = document.querySelectorAll('[data-behaviour="reader_preferences"] [name="size"]');
    if (!larger) return;
    smaller.value = Math.max(1, size - 1);
    larger.value = Math.min(LARGEST, size + 1);
    for (const [button, isLast] of [[smaller, size === 1], [larger, size === LARGEST]]) {
      if (isLast) button.ariaDisabled = "true";
      else button.removeAttribute("aria-disabled");
    }
  }

  #say(status, button) {
    const legend = button.closest("fieldset")?.querySelector("legend").textContent;
    const said = status.dataset.said?.replace("{step}", document.documentElement.dataset.textSize);
    status.textContent = said ?? [legend, button.textContent].filter(Boolean).join(": ");
  }
}

new Choices();
