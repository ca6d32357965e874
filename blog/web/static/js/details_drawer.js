// The details lie in a drawer that the bar opens and closes; on wide windows it is found open again as it was left.
// Without this they fold out under the text, and the bar leads there.
class DetailsDrawer {
  static #key = "details";
  static #wide = matchMedia("(width >= 73.75rem)");

  #details;
  #heading;
  #opener;

  constructor(details) {
    this.#details = details;
    this.#heading = details.querySelector("h2");
    this.#opener = document.querySelector("[data-opens-details]");
    details.dataset.ready = "";
    details.querySelector("[data-closes-details]").hidden = false;
    this.#opener.setAttribute("role", "button");
    this.#opener.setAttribute("aria-controls", details.id);
    if (DetailsDrawer.#wide.matches && localStorage.getItem(DetailsDrawer.#key) === "open") details.open = true;
    this.#show();
    this.#listen();
  }

  #listen() {
    this.#opener.addEventListener("click", (event) => {
      event.preventDefault();
      this.#toggle();
    });
    this.#opener.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.#toggle();
    });
    this.#details.querySelector("[data-closes-details]").addEventListener("click", () => this.#close());
    this.#details.addEventListener("toggle", () => this.#show());
    document.addEventListener("keydown", (event) => this.#strike(event));
    // A link to a field in it, such as one of the list of errors, opens it.
    addEventListener("hashchange", () => this.#reveal());
    document.addEventListener("click", (event) => this.#follow(event.target.closest("a[href^='#']")));
  }

  #strike(event) {
    const isHere = this.#details.contains(event.target) || event.target === this.#opener;
    if (event.key === "Escape" && isHere && this.#details.open && !event.defaultPrevented && !event.isComposing) this.#close();
    if (event.key !== "." || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#toggle();
  }

  #follow(link) {
    if (link && link !== this.#opener && link.hash === location.hash) this.#reveal();
  }

  #reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !this.#details.contains(target)) return;
    this.#details.open = true;
    target.focus();
  }

  #toggle() {
    if (this.#details.open) return this.#close();
    this.#details.open = true;
    this.#keep("open");
    return this.#heading.focus();
  }

  #close() {
    this.#details.open = false;
    this.#keep("closed");
    this.#opener.focus();
  }

  #keep(state) {
    if (DetailsDrawer.#wide.matches) localStorage.setItem(DetailsDrawer.#key, state);
  }

  #show() {
    this.#opener.setAttribute("aria-expanded", String(this.#details.open));
  }
}

for (const details of document.querySelectorAll("[data-behaviour~='details_drawer']")) new DetailsDrawer(details);
