// A menu that is folded away closes on Escape and on a press beside it; arrows and first letters move in it.
// Without this it opens and closes by its own button alone.
class Menu {
  #menu;
  #opener;

  constructor(menu) {
    this.#menu = menu;
    this.#opener = menu.querySelector("summary");
    menu.addEventListener("keydown", (event) => this.#strike(event));
    document.addEventListener("pointerdown", ({ target }) => {
      if (menu.open && !menu.contains(target)) menu.open = false;
    });
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
    });
  }

  #strike(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowDown: 1, ArrowUp: -1, Home: "first", End: "last" };
    if (event.key === "Escape" && this.#menu.open) this.#close(event);
    else if (event.key in moves) this.#move(event, moves[event.key]);
    else if (this.#menu.open && event.key.length === 1 && /\p{L}/u.test(event.key)) this.#spell(event);
  }

  #close(event) {
    event.preventDefault();
    event.stopPropagation();
    this.#menu.open = false;
    this.#opener.focus();
  }

  #move(event, step) {
    if (!this.#menu.open && event.key !== "ArrowDown") return;
    event.preventDefault();
    this.#menu.open = true;
    const all = this.#items();
    const here = all.indexOf(document.activeElement);
    if (step === "first") all[0]?.focus();
    else if (step === "last") all.at(-1)?.focus();
    else all[(here + step + all.length) % all.length]?.focus();
  }

  #spell(event) {
    const all = this.#items();
    const here = all.indexOf(document.activeElement);
    const ordered = [...all.slice(here + 1), ...all.slice(0, here + 1)];
    const found = ordered.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase()));
    event.stopPropagation();
    if (!found) return;
    event.preventDefault();
    found.focus();
  }

  #items() {
    return [...this.#menu.querySelectorAll("a, button")];
  }
}

for (const menu of document.querySelectorAll("[data-behaviour~='menu']")) new Menu(menu);
