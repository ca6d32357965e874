// Blocks that hold fields instead of running words: source in its own signs, code with its language, cards; and tasks, which hold a box.
import { NodeSelection, Selection } from "prosemirror-state";
import { make, makeButton, makeField } from "./elements.js";
import { schema } from "./schema.js";

const { paragraph } = schema.nodes;

// A block whose attributes are edited in fields; what all of them share.
export class Island {
  constructor(node, view, getPos, tools) {
    Object.assign(this, { node, view, getPos, tools, fields: {} });
  }

  addField(tag, name, label, attributes = {}) {
    const field = makeField(tag, label, { class: `sheet-island__${name}`, tabindex: -1, ...attributes });
    field.value = this.node.attrs[name] ?? "";
    field.addEventListener("input", () => this.view.dispatch(this.view.state.tr.setNodeAttribute(this.getPos(), name, field.value)));
    field.addEventListener("keydown", (event) => this.strike(event, field));
    this.fields[name] = field;
    return field;
  }

  strike(event, field) {
    const isDone = event.key === "Enter" && (event.ctrlKey || event.metaKey || field.tagName === "INPUT" || field.dataset.line);
    if (event.key === "Escape") this.choose();
    else if (isDone && !event.isComposing) this.goOn();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose() {
    const { state } = this.view;
    this.view.focus();
    this.view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, this.getPos())));
  }

  // To the words below, or to the next picture of those that hold nothing else.
  goOn() {
    const { doc, tr } = this.view.state;
    const $end = doc.resolve(this.getPos() + this.node.nodeSize);
    const isFree = $end.parent.type.contentMatch.matchType(paragraph);
    const after = isFree || $end.nodeAfter ? $end.pos : $end.after();
    if ((isFree || !$end.nodeAfter) && !doc.nodeAt(after)?.isTextblock) tr.insert(after, paragraph.create());
    this.view.focus();
    this.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(after))).scrollIntoView());
  }

  remove() {
    const { state } = this.view;
    const pos = this.getPos();
    const tr = state.tr.replaceWith(pos, pos + this.node.nodeSize, paragraph.create());
    this.view.focus();
    this.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos + 1))));
  }

  removeButton() {
    return makeButton("remove", this.tools.words.remove, () => this.remove());
  }

  enter() {
    Object.values(this.fields)[0]?.focus();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    for (const [name, field] of Object.entries(this.fields)) {
      const words = node.attrs[name] ?? "";
      if (field.value !== words && field !== document.activeElement) field.value = words;
    }
    this.show?.();
    return true;
  }

  selectNode() {
    this.dom.classList.add("is-chosen");
    this.setStops(0);
  }

  deselectNode() {
    this.dom.classList.remove("is-chosen");
    this.setStops(-1);
  }

  // The Tab key passes by what is not chosen.
  setStops(stop) {
    for (const field of Object.values(this.fields)) field.tabIndex = stop;
  }

  stopEvent(event) {
    return Boolean(event.target.closest?.("input, textarea, button"));
  }

  ignoreMutation(mutation) {
    return !this.contentDOM || mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

export class SourceView extends Island {
  constructor(...all) {
    super(...all);
    const { words } = this.tools;
    const field = this.addField("textarea", "source", words.source, { rows: 1, spellcheck: "false", wrap: "soft" });
    this.name = make("span");
    const label = make("p", { class: "sheet-island__label" }, this.name, this.removeButton());
    this.dom = make("div", { class: "sheet-island sheet-island--source", contenteditable: "false" }, label, field);
    this.show();
  }

  // A component is called by its name.
  show() {
    const [, component] = /^ {0,3}:{3,} ?([a-z]+)/.exec(this.node.attrs.source) ?? [];
    this.name.textContent = this.tools.words.components[component] ?? this.tools.words.source;
  }
}

export class CardView extends Island {
  constructor(...all) {
    super(...all);
    const { words } = this.tools;
    const title = this.addField("input", "title", words.cardTitle, { maxlength: 200, placeholder: words.cardTitle });
    const text = this.addField("textarea", "text", words.cardText, { rows: 1, maxlength: 500, placeholder: words.cardText });
    this.address = make("p", { class: "sheet-island__address", dir: "ltr" });
    const label = make("p", { class: "sheet-island__label" }, make("span", {}, words.card), this.removeButton());
    this.dom = make("div", { class: "sheet-island sheet-island--card", contenteditable: "false" }, label, title, text, this.address);
    this.show();
  }

  show() {
    this.address.textContent = this.node.attrs.address;
  }
}

// A button: its words in place, its address below.
export class ButtonView extends Island {
  constructor(...all) {
    super(...all);
    const field = this.addField("input", "address", this.tools.words.address, { dir: "ltr", maxlength: 2000, inputmode: "url", placeholder: this.tools.words.address, spellcheck: "false" });
    field.tabIndex = 0;
    this.contentDOM = make("span", { class: "action__link" });
    const row = make("div", { class: "sheet-island__label", contenteditable: "false" }, field, this.removeButton());
    this.dom = make("div", { class: "sheet-action" }, make("p", { class: "action", dir: "auto" }, this.contentDOM), row);
  }
}

export class CodeView extends Island {
  constructor(...all) {
    super(...all);
    const language = this.addField("input", "language", this.tools.words.codeLanguage, { dir: "ltr", maxlength: 40, placeholder: this.tools.words.codeLanguage, spellcheck: "false", autocapitalize: "off" });
    language.contentEditable = "false";
    language.tabIndex = 0;
    this.contentDOM = make("code", { spellcheck: "false" });
    this.dom = make("div", { class: "sheet-code" }, make("div", { class: "sheet-code__head", contenteditable: "false" }, language), make("pre", { dir: "ltr" }, this.contentDOM));
  }
}

// A task: its box, named by its words, beside them. An item without a box has no such view.
export class TaskView extends Island {
  #box;

  constructor(...all) {
    super(...all);
    this.#box = makeField("input", "", { type: "checkbox", dir: null, tabindex: -1 });
    this.#box.addEventListener("mousedown", (event) => event.preventDefault());
    this.#box.addEventListener("change", () => this.view.dispatch(this.view.state.tr.setNodeAttribute(this.getPos(), "checked", this.#box.checked)));
    this.contentDOM = make("div");
    this.dom = make("li", { dir: "auto" }, this.#box, this.contentDOM);
    this.show();
  }

  // Only words have a box, as on the page: a heading or code in their place has none.
  show() {
    const hasBox = this.node.firstChild.type.name === "paragraph";
    this.#box.hidden = !hasBox;
    this.dom.classList.toggle("task", hasBox);
    this.#box.checked = this.node.attrs.checked;
    this.#box.ariaLabel = this.node.firstChild.textContent || this.tools.words.task;
  }

  update(node) {
    return node.attrs.checked !== null && super.update(node);
  }
}
