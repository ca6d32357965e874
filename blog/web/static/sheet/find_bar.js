// Finds and replaces words on the sheet: Ctrl-F opens, Enter and Shift-Enter go on and back, Escape goes back to the text.
import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { wordsOf } from "./commands.js";

const KEY = new PluginKey("find");
const NOTHING = { sought: "", isExact: false, found: [], marks: DecorationSet.empty };
const MOST = 2000;

// Letters of one width, so that the places of the folded words are those of the words.
function fold(words, isExact) {
  return isExact ? words : [...words].map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign)).join("");
}

// The places of the sought words in each block that holds words, at most MOST.
function findAll(doc, sought, isExact) {
  const found = [];
  const meant = fold(sought, isExact);
  if (!meant) return found;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return found.length < MOST;
    const words = fold(wordsOf(node), isExact);
    for (let at = words.indexOf(meant); at >= 0 && found.length < MOST; at = words.indexOf(meant, at + meant.length)) {
      found.push({ from: pos + 1 + at, to: pos + 1 + at + meant.length });
    }
    return false;
  });
  return found;
}

function makeState(doc, selection, sought, isExact) {
  const found = findAll(doc, sought, isExact);
  const marks = found.map(({ from, to }) => Decoration.inline(from, to, { class: from === selection.from && to === selection.to ? "sheet-found is-here" : "sheet-found" }));
  return { sought, isExact, found, marks: DecorationSet.create(doc, marks) };
}

export class FindBar {
  #place;
  #words;
  #view;
  #fields;

  constructor(place, words) {
    this.#place = place;
    this.#words = words;
    this.#fields = { sought: place.querySelector("[data-sought]"), other: place.querySelector("[data-other]"), exact: place.querySelector("[data-exact]") };
    this.#fields.sought.addEventListener("input", () => this.#seek());
    this.#fields.exact.addEventListener("change", () => this.#seek());
    place.addEventListener("keydown", (event) => this.#strike(event));
    place.addEventListener("click", (event) => {
      const deeds = { next: () => this.#go(1), previous: () => this.#go(-1), one: () => this.#replace(), all: () => this.#replaceAll(), close: () => this.close() };
      deeds[event.target.closest("button")?.dataset.deed]?.();
    });
  }

  plugin() {
    return new Plugin({
      key: KEY,
      state: {
        init: () => NOTHING,
        apply(tr, before, _old, state) {
          const asked = tr.getMeta(KEY);
          const { sought, isExact } = asked ?? before;
          if (!sought) return NOTHING;
          return asked || tr.docChanged || tr.selectionSet ? makeState(state.doc, state.selection, sought, isExact) : before;
        },
      },
      props: { decorations: (state) => KEY.getState(state).marks },
      view: (view) => {
        this.#view = view;
        return { update: () => this.#place.hidden || this.#tell() };
      },
    });
  }

  open = (state) => {
    const { from, to } = state.selection;
    const words = state.doc.textBetween(from, to, "\n", "");
    this.#place.hidden = false;
    if (words && !words.includes("\n")) this.#fields.sought.value = words;
    this.#fields.sought.select();
    this.#fields.sought.focus();
    this.#seek();
    return true;
  };

  close() {
    this.#place.hidden = true;
    this.#view.dispatch(this.#view.state.tr.setMeta(KEY, { sought: "", isExact: false }));
    this.#view.focus();
  }

  get #state() {
    return KEY.getState(this.#view.state);
  }

  #seek() {
    this.#view.dispatch(this.#view.state.tr.setMeta(KEY, { sought: this.#fields.sought.value, isExact: this.#fields.exact.checked }));
    this.#tell();
  }

  #here() {
    const { from, to } = this.#view.state.selection;
    return this.#state.found.findIndex((one) => one.from === from && one.to === to);
  }

  #tell() {
    const { sought, found } = this.#state;
    const here = this.#here() + 1;
    const words = !sought ? "" : !found.length ? this.#words.foundNone : here ? this.#words.foundAt : this.#words.foundCount;
    const said = words.replace("{n}", here).replace("{count}", found.length);
    const place = this.#place.querySelector("[role='status']");
    if (place.textContent !== said) place.textContent = said;
    for (const button of this.#place.querySelectorAll("[data-deed]:not([data-deed='close'])")) button.disabled = !found.length;
  }

  #strike(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
    if (event.key !== "Enter" || event.isComposing || event.target.matches("button")) return;
    event.preventDefault();
    if (event.target === this.#fields.other) this.#replace();
    else this.#go(event.shiftKey ? -1 : 1);
  }

  #go(step) {
    const { found } = this.#state;
    if (!found.length) return;
    const { from, to } = this.#view.state.selection;
    const after = found.findIndex((one) => (step > 0 ? one.from >= (this.#here() >= 0 ? from + 1 : from) : false));
    const before = found.findLastIndex((one) => one.to <= (this.#here() >= 0 ? to - 1 : to));
    const next = step > 0 ? found[after < 0 ? 0 : after] : found.at(before);
    this.#choose(this.#view.state.tr, next);
  }

  #choose(tr, { from, to }) {
    tr.setSelection(TextSelection.create(tr.doc, from, to));
    this.#view.dispatch(tr.scrollIntoView());
  }

  // Replaces the words that are chosen and goes on; chooses the first where none are.
  #replace() {
    if (this.#here() < 0) return this.#go(1);
    const { from, to } = this.#view.state.selection;
    const tr = this.#view.state.tr;
    if (this.#fields.other.value) tr.insertText(this.#fields.other.value, from, to);
    else tr.delete(from, to);
    tr.setSelection(TextSelection.create(tr.doc, tr.mapping.map(to)));
    this.#view.dispatch(tr);
    return this.#go(1);
  }

  #replaceAll() {
    const { found } = this.#state;
    const tr = closeHistory(this.#view.state.tr);
    for (const { from, to } of found.toReversed()) {
      if (this.#fields.other.value) tr.insertText(this.#fields.other.value, from, to);
      else tr.delete(from, to);
    }
    this.#view.dispatch(tr);
    this.#fields.sought.focus();
    this.#place.querySelector("[role='status']").textContent = this.#words.replaced.replace("{count}", found.length);
  }
}
