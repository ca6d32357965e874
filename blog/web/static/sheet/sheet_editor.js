// The sheet: ProseMirror's view on the article's blocks, joined with the page around it.
import { EditorState, Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { BlocksRequest } from "./blocks_request.js";
import { replaceDifference } from "./commands.js";
import { FieldSync } from "./field_sync.js";
import { ButtonView, CardView, CodeView, SourceView, TaskView } from "./island_views.js";
import { NoteView } from "./note_view.js";
import { bridgePage } from "./page_bridge.js";
import { GroupView, PictureLibrary, PictureView } from "./picture_view.js";
import { schema } from "./schema.js";
import { isEmpty, SheetTools } from "./sheet_tools.js";
import { writeMarkdown } from "./writing.js";

const VIEWS = { picture: PictureView, gallery: GroupView, comparison: GroupView, footnote: NoteView, source_block: SourceView, card: CardView, code_block: CodeView, button_card: ButtonView, list_item: TaskView };

export class SheetEditor {
  #place;
  #field;
  #words;
  #blocks;
  #tools;
  #view;
  #sync;

  constructor(place, field) {
    [this.#place, this.#field] = [place, field];
    this.#words = JSON.parse(place.dataset.words);
    this.#blocks = new BlocksRequest(place.dataset.blocks, field.form);
  }

  // Shows the text on the sheet in the field's place; raises, and changes nothing, where the text would not be kept as it is.
  async open() {
    const doc = await this.#readField();
    this.#sync = new FieldSync(this.#field, () => writeMarkdown(this.#view.state.doc));
    const isFocused = document.activeElement === this.#field;
    this.#place.hidden = false;
    this.#view = this.#makeView(doc);
    this.#field.hidden = true;
    this.#listen();
    if (isFocused) this.#view.focus();
  }

  // What is typed while the server reads is read again.
  async #readField() {
    const text = this.#field.value;
    const doc = await this.#blocks.read(text);
    if (this.#field.value !== text) return this.#readField();
    if (writeMarkdown(doc) !== text) throw new Error("sheet: the text would not be written as it is");
    return doc;
  }

  #makeView(doc) {
    this.#tools = new SheetTools({ place: this.#place, field: this.#field, words: this.#words, blocks: this.#blocks, flush: () => this.#sync.flush() });
    return new EditorView(this.#place.querySelector("[data-part='text']"), {
      state: EditorState.create({ doc, plugins: this.#tools.makePlugins() }),
      nodeViews: this.#nodeViews(),
      attributes: (state) => this.#attributes(state),
      handleClick: (view, _pos, event) => this.#tools.followLink(view, event) || beginBelow(view, event),
      dispatchTransaction: (tr) => this.#apply(tr),
      scrollMargin: { top: 96, bottom: 96, left: 0, right: 0 },
      scrollThreshold: { top: 72, bottom: 72, left: 0, right: 0 },
    });
  }

  #nodeViews() {
    const library = new PictureLibrary(this.#place.dataset.picture);
    const token = () => this.#field.form.elements.csrf_token.value;
    const tools = { words: this.#words, library, token, overlay: this.#place, openLink: this.#tools.openLink, openLibrary: this.#tools.openLibrary };
    return Object.fromEntries(Object.entries(VIEWS).map(([name, View]) => [name, (node, view, getPos) => (node.attrs.checked === null ? null : new View(node, view, getPos, tools))]));
  }

  #attributes(state) {
    const { lang } = this.#field;
    const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": this.#words.label, spellcheck: "true", class: "prose sheet__text", ...(lang ? { lang } : {}) };
    return isEmpty(state.doc) ? { ...attributes, "aria-placeholder": this.#words.placeholder } : attributes;
  }

  #apply(tr) {
    const before = this.#view.state.doc;
    this.#view.updateState(this.#view.state.apply(tr));
    if (before !== this.#view.state.doc) this.#sync.note();
  }

  #listen() {
    bridgePage({ field: this.#field, view: this.#view, run: (name) => this.#tools.run(name) });
    // What the sheet's own controls say is not the article's: the field tells the page what is typed.
    for (const kind of ["input", "change"]) this.#place.addEventListener(kind, (event) => event.stopPropagation());
    const look = () => setTimeout(() => this.#sync.isForeign() && this.#openAnew());
    for (const kind of ["saved", "reset"]) this.#field.form.addEventListener(kind, look);
    this.#field.addEventListener("input", look);
    addEventListener("pageshow", look);
    this.#field.form.addEventListener("save", () => this.#sync.flush(), { capture: true });
  }

  // A script put another text into the field: what differs is changed, so that undo and caret stay.
  async #openAnew() {
    const text = this.#field.value;
    try {
      const doc = await this.#blocks.read(text);
      if (this.#field.value !== text || !this.#sync.isForeign()) return;
      const tr = replaceDifference(this.#view.state, doc).setDocAttribute("opened", doc.attrs.opened);
      this.#sync.accept();
      this.#view.dispatch(tr.setMeta("addToHistory", false));
    } catch {
      this.#giveBack();
    }
  }

  // The field is shown again with the text that it holds.
  #giveBack() {
    delete this.#field.focus;
    this.#field.hidden = false;
    this.#place.hidden = true;
    document.querySelector("[data-sheet-failed]").hidden = false;
    this.#view.destroy();
  }
}

// Below the last block a press begins a paragraph.
function beginBelow(view, event) {
  const last = view.dom.lastElementChild?.getBoundingClientRect();
  const { lastChild, content } = view.state.doc;
  if (!last || event.clientY <= last.bottom || lastChild.type === schema.nodes.paragraph) return false;
  const tr = view.state.tr.insert(content.size, schema.nodes.paragraph.create());
  view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)));
  view.focus();
  return true;
}
