// A picture of the library as readers see it, with its caption and credit in place, its alternative text, width and order.
import { NodeSelection, Selection } from "prosemirror-state";
import { moveBlock } from "./commands.js";
import { gatherPictures } from "./insertions.js";
import { schema } from "./schema.js";
import { make, makeButton, makeField, walkButtons } from "./elements.js";

const { nodes } = schema;
const WIDTHS = ["", "wide", "full"];

// What the library knows of its pictures, asked once for each.
export class PictureLibrary {
  #address;
  #known = new Map();

  constructor(address) {
    this.#address = address;
  }

  find(key) {
    if (!this.#known.has(key)) this.#known.set(key, this.#ask(key));
    return this.#known.get(key);
  }

  async #ask(key) {
    try {
      const answer = await fetch(this.#address.replace("KEY", encodeURIComponent(key)));
      return answer.ok && !answer.redirected ? await answer.json() : null;
    } catch {
      this.#known.delete(key);
      return null;
    }
  }

  // Resolves to "" when the credit is kept, else to what is wrong.
  async saveCredit(picture, credit, token, failed) {
    try {
      const answer = await fetch(picture.credit_address, { method: "POST", body: new URLSearchParams({ credit, csrf_token: token() }) });
      const said = answer.redirected ? { error: failed } : await answer.json();
      if (!said.error) picture.credit = credit;
      return said.error ?? "";
    } catch {
      return failed;
    }
  }
}

export class PictureView {
  #view;
  #place;
  #node;
  #tools;
  #picture = null;

  constructor(node, view, getPos, tools) {
    [this.#node, this.#view, this.#place, this.#tools] = [node, view, getPos, tools];
    const { words } = tools;
    this.image = make("img", { alt: "", draggable: "false" });
    this.missing = make("p", { class: "sheet-picture__missing", hidden: true }, words.pictureMissing);
    this.caption = this.#field("textarea", words.caption, "caption", { rows: 1, maxlength: 500, placeholder: words.captionHint });
    this.credit = this.#field("input", words.credit, "", { maxlength: 200, placeholder: words.credit });
    this.creditName = make("span", { class: "sheet-picture__credit", dir: "auto" });
    this.alt = this.#field("textarea", words.alt, "alt", { rows: 1, maxlength: 300, placeholder: words.altHint });
    this.altRow = make("label", { class: "sheet-picture__alt" }, make("span", {}, words.alt), this.alt);
    this.problem = make("p", { class: "field__error", role: "alert" });
    this.bar = this.#makeBar(words);
    const words_ = make("figcaption", { class: "sheet-picture__words" }, this.caption, this.credit, this.creditName);
    this.dom = make("figure", { class: "sheet-picture", contenteditable: "false" }, this.bar, this.image, this.missing, words_, this.altRow, this.problem);
    this.dom.addEventListener("keydown", (event) => this.#strike(event));
    this.credit.addEventListener("change", () => this.#saveCredit());
    this.#show();
    this.#load();
  }

  #field(tag, label, attribute, more) {
    const field = makeField(tag, label, { class: `sheet-picture__${attribute || "credit"}`, tabindex: -1, spellcheck: "true", ...more });
    if (attribute) field.addEventListener("input", () => this.#change({ [attribute]: field.value.replace(/\s*\n\s*/g, " ") }));
    field.addEventListener("focus", () => this.dom.classList.add("is-chosen"));
    field.addEventListener("blur", () => this.#view.state.selection.node === this.#node || this.dom.classList.remove("is-chosen"));
    return field;
  }

  #makeBar(words) {
    const bar = make("div", { class: "sheet-bar sheet-picture__bar", role: "toolbar", "aria-label": words.picture });
    for (const width of WIDTHS) {
      const name = words[width || "text"];
      const button = makeButton("width", name, () => this.#change({ width }), { "data-width": width, tabindex: -1 });
      button.textContent = name;
      bar.append(button);
    }
    bar.append(
      makeButton("up", words.up, () => this.#move(-1)),
      makeButton("down", words.down, () => this.#move(1)),
      makeButton("row", words.sideBySide, () => this.#gather(nodes.picture_row, 3)),
      makeButton("gallery", words.components.gallery, () => this.#gather(nodes.gallery, 99)),
      makeButton("remove", words.remove, () => this.#remove()),
    );
    walkButtons(bar, () => this.#choose());
    bar.firstChild.tabIndex = -1;
    return bar;
  }

  // The Tab key passes by what is not chosen.
  #setStops(stop) {
    for (const part of [...this.dom.querySelectorAll("input, textarea"), this.bar.firstChild]) part.tabIndex = stop;
  }

  #show() {
    const { alt, caption, width } = this.#node.attrs;
    const fill = (field, words) => field.value === words || field === document.activeElement || (field.value = words);
    fill(this.caption, caption ?? "");
    fill(this.alt, alt ?? "");
    this.image.alt = alt ?? "";
    for (const name of WIDTHS.slice(1)) this.dom.classList.toggle(name, name === width);
    for (const button of this.bar.querySelectorAll("[data-width]")) button.setAttribute("aria-pressed", String(button.dataset.width === width));
    const isUndescribed = !alt && !this.#picture?.decorative;
    this.dom.classList.toggle("is-undescribed", isUndescribed);
  }

  async #load() {
    this.#picture = await this.#tools.library.find(this.#node.attrs.key);
    const picture = this.#picture;
    this.image.hidden = !picture;
    this.missing.hidden = Boolean(picture);
    if (!picture) return;
    Object.assign(this.image, { width: picture.width, height: picture.height, src: picture.shown });
    this.credit.value = this.creditName.textContent = picture.credit;
    this.credit.hidden = !picture.credit_address;
    this.creditName.hidden = !this.credit.hidden || !picture.credit;
    this.#show();
  }

  async #saveCredit() {
    const { words, token } = this.#tools;
    const problem = await this.#tools.library.saveCredit(this.#picture, this.credit.value.trim(), token, words.notSaved);
    this.problem.textContent = problem;
    this.credit.toggleAttribute("aria-invalid", Boolean(problem));
  }

  #change(attrs) {
    const { tr } = this.#view.state;
    const pos = this.#place();
    for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(pos, name, value);
    this.#view.dispatch(tr);
  }

  #choose() {
    this.#view.focus();
    this.#view.dispatch(this.#view.state.tr.setSelection(NodeSelection.create(this.#view.state.doc, this.#place())));
  }

  #move(step) {
    const wasOn = document.activeElement;
    this.#choose();
    moveBlock(step)(this.#view.state, this.#view.dispatch);
    if (this.bar.contains(wasOn)) wasOn.focus();
  }

  // With the pictures that follow; where none does, it is said.
  #gather(type, most) {
    this.#choose();
    const isDone = gatherPictures(type, most)(this.#view.state, this.#view.dispatch);
    this.problem.textContent = isDone ? "" : this.#tools.words.noneFollows;
  }

  #remove() {
    const $pos = this.#view.state.doc.resolve(this.#place());
    // A gallery without pictures is none.
    const isLast = $pos.depth > 0 && $pos.parent.children.filter((one) => one.type === nodes.picture).length < 2;
    const isWhole = isLast && [nodes.gallery, nodes.comparison, nodes.picture_row].includes($pos.parent.type);
    const [pos, end] = isWhole ? [$pos.before(), $pos.after()] : [$pos.pos, $pos.pos + this.#node.nodeSize];
    const tr = this.#view.state.tr.delete(pos, end);
    this.#view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)))));
    this.#view.focus();
  }

  #strike(event) {
    if (!event.target.matches("input, textarea")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.#choose();
    }
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#goOn();
    }
  }

  // Enter in a field goes on with the text below.
  #goOn() {
    const { state } = this.#view;
    const after = this.#place() + this.#node.nodeSize;
    const next = state.doc.nodeAt(after);
    const tr = next?.isTextblock ? state.tr : state.tr.insert(after, state.schema.nodes.paragraph.create());
    this.#view.focus();
    this.#view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  }

  // Enter on the chosen picture goes into its caption.
  enter() {
    this.caption.focus();
  }

  update(node) {
    if (node.type !== this.#node.type || node.attrs.key !== this.#node.attrs.key) return false;
    this.#node = node;
    this.#show();
    return true;
  }

  selectNode() {
    this.dom.classList.add("is-chosen");
    this.#setStops(0);
  }

  deselectNode() {
    if (!this.dom.contains(document.activeElement)) this.dom.classList.remove("is-chosen");
    this.#setStops(-1);
  }

  stopEvent(event) {
    return Boolean(event.target.closest?.("input, textarea, button"));
  }

  ignoreMutation() {
    return true;
  }
}
