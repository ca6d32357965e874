// A footnote: its number in the text, its words in a small sheet of their own below it.
import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState, TextSelection } from "prosemirror-state";
import { StepMap } from "prosemirror-transform";
import { EditorView } from "prosemirror-view";
import { replaceDifference } from "./commands.js";
import { make, makeButton, placeAt } from "./elements.js";
import { schema } from "./schema.js";

const { marks } = schema;

export class NoteView {
  #node;
  #outer;
  #place;
  #tools;
  #button;
  #inner = null;
  #panel = null;

  constructor(node, view, getPos, tools) {
    [this.#node, this.#outer, this.#place, this.#tools] = [node, view, getPos, tools];
    this.#button = makeButton("note", "", () => this.#open(), { "aria-expanded": "false", tabindex: -1 });
    this.#button.className = "sheet-note__number";
    this.dom = make("sup", { class: "sheet-note", contenteditable: "false" }, this.#button);
    this.#name();
  }

  #name() {
    const { words } = this.#tools;
    this.#button.setAttribute("aria-label", `${words.note} ${this.#node.textContent}`.trim());
    this.#button.title = this.#node.textContent || words.noteEmpty;
    this.dom.classList.toggle("is-empty", !this.#node.content.size && !this.#node.attrs.elsewhere);
  }

  #open() {
    if (this.#inner || this.#node.attrs.elsewhere) return;
    const { words, overlay } = this.#tools;
    const text = make("div", { class: "sheet-note__text" });
    this.#panel = make("div", { class: "sheet-panel sheet-note__panel", role: "group", "aria-label": words.note }, make("p", { class: "sheet-panel__label", "aria-hidden": "true" }, words.note), text);
    this.#panel.append(this.#makeButtons());
    overlay.append(this.#panel);
    this.#inner = new EditorView(text, {
      state: EditorState.create({ doc: this.#node, plugins: [keymap(this.#keys())] }),
      dispatchTransaction: (tr) => this.#dispatch(tr),
      attributes: { role: "textbox", "aria-label": words.note, "aria-multiline": "false", dir: "auto", spellcheck: "true" },
      handlePaste: (view, event) => this.#paste(view, event),
    });
    this.#button.setAttribute("aria-expanded", "true");
    this.#panel.addEventListener("focusout", (event) => this.#panel?.contains(event.relatedTarget) || this.#leave());
    placeAt(this.#panel, overlay, this.dom.getBoundingClientRect(), false);
    const end = this.#inner.state.doc.content.size;
    this.#inner.dispatch(this.#inner.state.tr.setSelection(TextSelection.create(this.#inner.state.doc, end)));
    this.#inner.focus();
  }

  #makeButtons() {
    const { words } = this.#tools;
    const done = makeButton("text", words.done, () => this.#goBack());
    const remove = makeButton("text", words.remove, () => this.#remove());
    for (const button of [done, remove]) button.textContent = button.getAttribute("aria-label");
    return make("div", { class: "sheet-panel__deeds" }, done, remove);
  }

  #keys() {
    const leave = () => this.#goBack() ?? true;
    const outer = (command) => () => command(this.#outer.state, this.#outer.dispatch);
    return {
      Enter: leave, Escape: leave, "Mod-Enter": () => false,
      "Mod-z": outer(undo), "Shift-Mod-z": outer(redo), "Mod-y": outer(redo),
      "Mod-b": toggleMark(marks.strong), "Mod-i": toggleMark(marks.em),
      "Mod-k": (state) => this.#tools.openLink(state, null, this.#inner),
    };
  }

  // A note is one paragraph: what is pasted goes in as its words.
  #paste(view, event) {
    const words = event.clipboardData.getData("text/plain").replace(/\s*\n\s*/g, " ");
    view.dispatch(view.state.tr.insertText(words));
    return true;
  }

  // Each step in the note is a step in the text, so that there is one undo.
  #dispatch(tr) {
    const { state, transactions } = this.#inner.state.applyTransaction(tr);
    this.#inner.updateState(state);
    if (tr.getMeta("fromOutside")) return;
    const outer = this.#outer.state.tr;
    const offset = StepMap.offset(this.#place() + 1);
    for (const { steps } of transactions) for (const step of steps) outer.step(step.map(offset));
    if (outer.docChanged) this.#outer.dispatch(outer);
  }

  #leave() {
    setTimeout(() => document.hasFocus() && this.#panel && !document.activeElement.closest(".sheet-note__panel, .sheet-link") && this.#close());
  }

  #goBack() {
    const pos = this.#place();
    this.#close();
    const { state } = this.#outer;
    this.#outer.dispatch(state.tr.setSelection(TextSelection.create(state.doc, pos + this.#node.nodeSize)));
    this.#outer.focus();
  }

  #remove() {
    const pos = this.#place();
    this.#close();
    this.#outer.dispatch(this.#outer.state.tr.delete(pos, pos + this.#node.nodeSize));
    this.#outer.focus();
  }

  #close() {
    this.#button.setAttribute("aria-expanded", "false");
    this.#inner?.destroy();
    this.#panel?.remove();
    this.#inner = this.#panel = null;
  }

  enter() {
    this.#open();
  }

  update(node) {
    if (node.type !== this.#node.type) return false;
    this.#node = node;
    this.#name();
    if (this.#inner) this.#follow(node);
    return true;
  }

  // What changed the note from outside, such as undo, is shown in its sheet too.
  #follow(node) {
    this.#inner.dispatch(replaceDifference(this.#inner.state, node).setMeta("fromOutside", true));
  }

  selectNode() {
    this.dom.classList.add("is-chosen");
  }

  deselectNode() {
    this.dom.classList.remove("is-chosen");
  }

  destroy() {
    this.#close();
  }

  stopEvent(event) {
    return this.dom.contains(event.target) && event.type !== "dragstart";
  }

  ignoreMutation() {
    return true;
  }
}
