// J and K move through the rows of a list, X chooses, the full stop opens the menu of the row; Enter follows the headline.
// They are keys of one letter, which a person can switch off. Without this Tab leads through the same rows.
class RowKeys {
  #lists;

  constructor(lists) {
    this.#lists = lists;
    document.addEventListener("keydown", (event) => this.#strike(event));
    document.addEventListener("focusin", ({ target }) => this.#mark(target.closest("[data-row]")));
  }

  #strike(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input:not([type='checkbox']), textarea, select, [contenteditable], dialog, .menu[open]")) return;
    const deeds = { j: () => this.#move(1), k: () => this.#move(-1), x: (row) => this.#choose(row, event.shiftKey), ".": (row) => this.#open(row) };
    const deed = deeds[event.key.toLowerCase()];
    if (!deed) return;
    event.preventDefault();
    deed(this.#here());
  }

  #rows() {
    return this.#lists.flatMap((list) => [...list.querySelectorAll("[data-row]")]);
  }

  #here() {
    return document.querySelector("[data-row][data-at]");
  }

  #move(step) {
    const rows = this.#rows();
    const here = rows.indexOf(this.#here());
    const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1);
    rows[next]?.querySelector("a").focus();
  }

  #choose(row, isRange) {
    row?.querySelector("input[type='checkbox']")?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: isRange }));
  }

  #open(row) {
    const menu = row?.querySelector(".menu");
    if (!menu) return;
    menu.open = true;
    menu.querySelector("a, button")?.focus();
  }

  #mark(row) {
    for (const one of this.#rows()) one.toggleAttribute("data-at", one === row);
  }
}

const lists = [...document.querySelectorAll("[data-rows]")];
if (lists.length && document.querySelector("[data-letter-keys]")) new RowKeys(lists);
