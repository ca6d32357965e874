// Beside the block of the caret or the mouse: "+" opens the list of blocks, the grip moves the block by drag or by keys.
import { NodeSelection, Plugin, Selection } from "prosemirror-state";
import { moveBlock } from "./commands.js";
import { schema } from "./schema.js";
import { openMenu } from "./slash_menu.js";

class Handle {
  #place;
  #view;
  #words;
  #grip;
  #block = null;
  #pos = null;
  #moved = null;

  constructor(place, view, words) {
    [this.#place, this.#view, this.#words] = [place, view, words];
    this.#grip = place.querySelector("[data-deed='grip']");
    view.dom.addEventListener("mousemove", (event) => this.#follow(event));
    place.querySelector("[data-deed='insert']").addEventListener("click", () => this.#insert());
    this.#grip.addEventListener("dragstart", (event) => this.#drag(event));
    this.#grip.addEventListener("keydown", (event) => this.#strike(event));
    this.#grip.addEventListener("blur", () => this.#drop());
  }

  #follow(event) {
    if (this.#moved !== null) return;
    const block = event.target.closest(".sheet__text > *");
    if (block) this.#stand(this.#view.posAtDOM(block, 0), block);
  }

  // Beside the block at the top that a place lies in.
  #stand(inner, block) {
    const $pos = this.#view.state.doc.resolve(Math.min(inner, this.#view.state.doc.content.size));
    this.#pos = $pos.depth ? $pos.before(1) : $pos.pos;
    const dom = block ?? this.#view.nodeDOM(this.#pos);
    if (!(dom instanceof Element)) return;
    this.#block = dom;
    const [frame, box] = [this.#place.parentElement.getBoundingClientRect(), dom.getBoundingClientRect()];
    this.#place.hidden = false;
    this.#place.dir = getComputedStyle(dom).direction;
    const first = Math.min(box.height, Number.parseFloat(getComputedStyle(dom).lineHeight) || box.height);
    this.#place.style.setProperty("inset-block-start", `${box.top - frame.top + (first - this.#place.offsetHeight) / 2}px`);
  }

  // Follows the caret; and leaves a block that is gone or stands elsewhere now, whoever changed the text.
  update() {
    const { $from } = this.#view.state.selection;
    const pos = $from.depth ? $from.before(1) : $from.pos;
    const isFollowing = pos !== this.#pos && (this.#view.hasFocus() || this.#moved !== null);
    const isGone = this.#pos !== null && this.#block !== this.#view.nodeDOM(this.#pos);
    if (isFollowing || isGone) this.#stand(pos);
  }

  #insert() {
    const { state } = this.#view;
    const node = this.#pos === null ? null : state.doc.nodeAt(this.#pos);
    if (!node) return;
    const isEmpty = node.type === schema.nodes.paragraph && !node.content.size;
    const at = isEmpty ? this.#pos : this.#pos + node.nodeSize;
    const tr = isEmpty ? state.tr : state.tr.insert(at, schema.nodes.paragraph.create());
    this.#view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at + 1))));
    openMenu(this.#view);
  }

  #choose() {
    const { state } = this.#view;
    if (this.#pos === null || !state.doc.nodeAt(this.#pos)) return false;
    this.#view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, this.#pos)));
    return true;
  }

  #drag(event) {
    if (!this.#choose()) return;
    const dom = this.#view.nodeDOM(this.#pos);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dom.textContent);
    event.dataTransfer.setDragImage(dom, 0, 0);
    this.#view.dragging = { slice: this.#view.state.selection.content(), move: true };
  }

  #strike(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isSwitch = event.key === " " || event.key === "Enter";
    if (isSwitch) this.#moved === null ? this.#take() : this.#drop();
    else if (step && this.#moved !== null) this.#move(step);
    else if (event.key === "Escape") this.#cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take() {
    if (!this.#choose()) return;
    this.#moved = 0;
    this.#grip.setAttribute("aria-pressed", "true");
    this.#words.tell(this.#words.taken);
  }

  #move(step) {
    if (!moveBlock(step)(this.#view.state, this.#view.dispatch)) return;
    this.#moved += step;
    const { $from } = this.#view.state.selection;
    this.#pos = $from.depth ? $from.before(1) : $from.pos;
    const place = this.#view.state.doc.resolve(this.#pos).index(0) + 1;
    this.#words.tell(this.#words.movedTo.replace("{n}", place).replace("{count}", this.#view.state.doc.childCount));
  }

  #drop() {
    if (this.#moved === null) return;
    this.#moved = null;
    this.#grip.setAttribute("aria-pressed", "false");
  }

  // Escape puts the block back where it was taken; a second one leaves the grip.
  #cancel() {
    while (this.#moved) this.#move(-Math.sign(this.#moved));
    if (this.#moved === null) this.#view.focus();
    this.#drop();
  }
}

export function blockHandle(place, words) {
  return new Plugin({
    view(view) {
      const handle = new Handle(place, view, words);
      return { update: () => handle.update(), destroy: () => (place.hidden = true) };
    },
  });
}
