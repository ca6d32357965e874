// "/" at the start of words opens a list of blocks; what is typed behind it narrows the list (ARIA listbox, the caret stays in the text).
import { Plugin, PluginKey } from "prosemirror-state";
import { wordsOf } from "./commands.js";
import { placeAt } from "./elements.js";

const KEY = new PluginKey("slash_menu");
const TYPED = /(?:^|\s)\/([\p{L}\p{N} ]{0,24})$/u;

// What was typed since "/", where the caret still stands behind it.
function readTyped(state, from) {
  const { $head, empty } = state.selection;
  if (!empty || !$head.parent.isTextblock || $head.parent.type.spec.code || from < $head.start() || from >= $head.pos) return null;
  const before = wordsOf($head.parent).slice(0, $head.parentOffset);
  const found = TYPED.exec(before);
  const at = found && $head.start() + found.index + found[0].indexOf("/");
  return found && at === from ? found[1] : null;
}

class Menu {
  #view;
  #place;
  #list;
  #run;
  #options;
  #shown = [];
  #active = 0;

  constructor(view, place, run) {
    this.#view = view;
    this.#place = place;
    this.#run = run;
    this.#list = place.querySelector("[role='listbox']");
    this.#options = [...this.#list.querySelectorAll("[role='option']")];
    place.addEventListener("mousedown", (event) => event.preventDefault());
    place.addEventListener("click", (event) => this.#choose(event.target.closest("[role='option']")));
  }

  get isOpen() {
    return !this.#place.hidden;
  }

  update(view) {
    const menu = KEY.getState(view.state);
    if (!menu) return this.hide();
    const sought = menu.typed.toLowerCase().trim();
    const isMeant = (option) => `${option.textContent} ${option.dataset.words}`.toLowerCase().split(/[\s,]+/).some((word) => word.startsWith(sought)) || option.textContent.toLowerCase().includes(sought);
    this.#shown = this.#options.filter(isMeant);
    for (const option of this.#options) option.hidden = !this.#shown.includes(option);
    for (const group of this.#list.querySelectorAll("[role='group']")) group.hidden = !group.querySelector("[role='option']:not([hidden])");
    if (!this.#shown.length) return this.hide();
    const wasOpen = this.isOpen;
    this.#place.hidden = false;
    if (!wasOpen || this.typed !== menu.typed) this.#point(0);
    this.typed = menu.typed;
    // After the text knows that the list is open: then "/" alone does not turn its line.
    placeAt(this.#place, this.#place.parentElement, view.coordsAtPos(menu.from), false);
    return undefined;
  }

  hide() {
    if (!this.isOpen) return;
    this.#place.hidden = true;
    for (const name of ["aria-activedescendant", "aria-controls"]) this.#view.dom.removeAttribute(name);
  }

  #point(at) {
    this.#active = (at + this.#shown.length) % this.#shown.length;
    for (const option of this.#options) option.setAttribute("aria-selected", String(option === this.#shown[this.#active]));
    // The list alone is scrolled, never the page.
    const { offsetTop, offsetHeight } = this.#shown[this.#active];
    this.#list.scrollTop = Math.min(offsetTop, Math.max(this.#list.scrollTop, offsetTop + offsetHeight - this.#list.clientHeight));
    this.#view.dom.setAttribute("aria-controls", this.#list.id);
    this.#view.dom.setAttribute("aria-activedescendant", this.#shown[this.#active].id);
  }

  strike(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#point(this.#active + step);
    else if (event.key === "Home") this.#point(0);
    else if (event.key === "End") this.#point(this.#shown.length - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.#shown[this.#active]);
    else if (event.key === "Escape") this.#leave();
    else return false;
    return true;
  }

  // The "/" stays where it was typed, and goes where a button had put it.
  #leave() {
    const { tr, selection } = this.#view.state;
    const { from, lead } = KEY.getState(this.#view.state);
    this.#view.dispatch((lead === null ? tr : tr.delete(from - lead, selection.head)).setMeta(KEY, "close"));
  }

  #choose(option) {
    const menu = option && KEY.getState(this.#view.state);
    if (!menu) return;
    this.#view.dispatch(this.#view.state.tr.delete(menu.from - (menu.lead ?? 0), this.#view.state.selection.head).setMeta(KEY, "close"));
    this.#view.focus();
    this.#run(option.dataset.block);
  }
}

export function slashMenu(place, run) {
  let menu;
  return new Plugin({
    key: KEY,
    state: {
      init: () => null,
      apply(tr, before, _old, state) {
        const meta = tr.getMeta(KEY);
        if (meta === "close") return null;
        const from = meta?.from ?? (before && tr.mapping.map(before.from));
        if (from === null || from === undefined) return null;
        const typed = readTyped(state, from);
        const lead = meta?.lead ?? before?.lead ?? null;
        return typed === null ? null : { from, typed, lead };
      },
    },
    props: {
      handleTextInput(view, from, to, text, deflt) {
        if (text !== "/" || from !== to) return false;
        const { parent, parentOffset } = view.state.doc.resolve(from);
        const before = wordsOf(parent).slice(0, parentOffset).slice(-1);
        if (parent.type.spec.code || (before && !/\s/.test(before))) return false;
        const tr = deflt ? deflt() : view.state.tr.insertText(text, from, to);
        view.dispatch(tr.setMeta(KEY, { from }));
        return true;
      },
      handleKeyDown(view, event) {
        return Boolean(menu?.isOpen) && !event.isComposing && menu.strike(event);
      },
      handleDOMEvents: { blur: (view) => void (KEY.getState(view.state) && view.dispatch(view.state.tr.setMeta(KEY, "close"))) },
    },
    view(view) {
      menu = new Menu(view, place, run);
      return { update: (now) => menu.update(now), destroy: () => menu.hide() };
    },
  });
}

// Opens the list at the caret for whoever has no "/" at hand.
export function openMenu(view) {
  const { from, to, $from } = view.state.selection;
  const isGlued = /\S$/.test(wordsOf($from.parent).slice(0, $from.parentOffset));
  const sign = isGlued ? " /" : "/";
  view.focus();
  view.dispatch(view.state.tr.insertText(sign, from, to).setMeta(KEY, { from: from + sign.length - 1, lead: sign.length - 1 }));
}
