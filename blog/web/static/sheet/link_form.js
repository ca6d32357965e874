// The address of a link or a card, in a small form at the words: Enter sets it, Escape leaves it, an empty one takes the link away.
import { Plugin, TextSelection } from "prosemirror-state";
import { isWebAddress, readAddress } from "./addresses.js";
import { insertBlocks } from "./commands.js";
import { placeAt } from "./elements.js";
import { schema } from "./schema.js";

const { link } = schema.marks;

// The link around a place: its mark and where it begins and ends.
export function linkAround(state, pos = state.selection.from) {
  const { parent, parentOffset } = state.doc.resolve(pos);
  if (!parent.inlineContent) return null;
  const start = pos - parentOffset;
  let found = null;
  parent.forEach((child, offset) => {
    const mark = link.isInSet(child.marks);
    const [from, to] = [start + offset, start + offset + child.nodeSize];
    if (found && found.to === from && mark?.eq(found.mark)) found = found.isHit ? { ...found, to } : { mark, from: found.from, to };
    else if (!found?.isHit) found = mark ? { mark, from, to } : null;
    if (found && found.from <= pos && pos <= found.to) found.isHit = true;
  });
  return found?.isHit ? found : null;
}

export class LinkForm {
  #view;
  #place;
  #field;
  #problem;
  #words;
  #blocks;
  #main;
  #isCard = false;
  #shown;

  constructor(place, { words, blocks, openFinder }) {
    [this.#place, this.#words, this.#blocks] = [place, words, blocks];
    this.#field = place.querySelector("input");
    this.#problem = place.querySelector("[data-problem]");
    place.addEventListener("keydown", (event) => this.#strike(event));
    place.addEventListener("focusout", (event) => place.contains(event.relatedTarget) || (place.hidden = place.hidden || document.hasFocus()));
    place.addEventListener("click", (event) => {
      const deeds = { set: () => this.#set(), remove: () => this.#write(""), find: () => this.#find(openFinder), visit: () => this.#visit() };
      deeds[event.target.closest("button")?.dataset.deed]?.();
    });
  }

  // Closes when the caret leaves the link at which the form was shown.
  plugin() {
    return new Plugin({
      view: (view) => {
        this.#main = this.#view = view;
        return { update: ({ state }) => this.#follow(state), destroy: () => (this.#place.hidden = true) };
      },
    });
  }

  // The chosen words, or the link in which they or the caret stand: as the text is now, whatever changed it since the form opened.
  get #range() {
    const { state } = this.#view;
    const { from, to } = state.selection;
    const found = linkAround(state);
    return found && to <= found.to ? found : { from, to };
  }

  // Opens for the words of the text, or of a footnote's own view.
  open = (state, _dispatch, view) => {
    const { from, to, $from } = state.selection;
    if (!$from.parent.inlineContent || !$from.parent.type.allowsMarkType(link)) return false;
    [this.#view, this.#isCard] = [view, false];
    const words = state.doc.textBetween(from, to).trim();
    this.#show(this.#range.mark?.attrs.href ?? (isWebAddress(words) ? words : ""));
    this.#field.focus();
    this.#field.select();
    return true;
  };

  // Shows the link at the caret, which stays where it is.
  show(state) {
    const found = state.selection.empty && linkAround(state);
    if (!found) return;
    [this.#view, this.#isCard, this.#shown] = [this.#main, false, found.from];
    this.#show(found.mark.attrs.href);
  }

  // Asks for the address of a card, which stands in a block of its own.
  openCard = () => {
    [this.#view, this.#isCard] = [this.#main, true];
    this.#show("");
    this.#field.focus();
    return true;
  };

  #show(address) {
    this.#field.value = address;
    for (const name of ["remove", "visit"]) this.#deed(name).hidden = this.#isCard || !this.#range.mark;
    this.#deed("find").hidden = this.#isCard || this.#view !== this.#main;
    this.#tell("");
    this.#place.hidden = false;
    placeAt(this.#place, this.#place.parentElement, this.#view.coordsAtPos(this.#range.from), false);
  }

  #deed(name) {
    return this.#place.querySelector(`[data-deed='${name}']`);
  }

  #follow(state) {
    if (this.#place.hidden || this.#place.contains(document.activeElement)) return;
    const found = state.selection.empty && linkAround(state);
    if (!found || found.from !== this.#shown) this.#place.hidden = true;
  }

  #strike(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
    if (event.key === "Enter" && event.target === this.#field && !event.isComposing) {
      event.preventDefault();
      this.#set();
    }
  }

  #set() {
    const typed = this.#field.value.trim();
    const address = readAddress(typed);
    if ((typed || this.#isCard) && !address) return this.#tell(this.#words.wrongAddress);
    return this.#isCard ? this.#makeCard(address) : this.#write(address);
  }

  async #makeCard(address) {
    try {
      const doc = await this.#blocks.read(address);
      if (doc.firstChild.isTextblock) return this.#tell(this.#words.noCard);
      this.#close();
      return insertBlocks([...doc.content.content])(this.#view.state, this.#view.dispatch);
    } catch {
      return this.#tell(this.#words.notInserted);
    }
  }

  #write(address) {
    const { from, to } = this.#range;
    const tr = this.#view.state.tr;
    const mark = address && link.create({ href: address });
    if (from === to && mark) tr.replaceWith(from, to, schema.text(address.replace(/^(?:https?:\/\/|mailto:)/, ""), [mark]));
    else tr.removeMark(from, to, link);
    if (from !== to && mark) tr.addMark(from, to, mark);
    const end = tr.mapping.map(to);
    tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(link);
    this.#view.dispatch(tr.scrollIntoView());
    this.#close();
  }

  #find(openFinder) {
    this.#close();
    openFinder();
  }

  #visit() {
    const address = readAddress(this.#field.value);
    if (address) window.open(address, "_blank", "noopener");
  }

  #tell(problem) {
    this.#problem.textContent = problem;
    this.#field.toggleAttribute("aria-invalid", Boolean(problem));
    if (problem) this.#field.focus();
  }

  #close() {
    this.#place.hidden = true;
    this.#view.focus();
  }
}
