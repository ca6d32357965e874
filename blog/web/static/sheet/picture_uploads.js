// Files that are dropped, pasted or chosen, and pictures of the library: the page's own script asks for their words and sends them.
// The sheet keeps the place of each, and takes what is ready.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { galleryPlace, insertBlocks } from "./commands.js";
import { make } from "./elements.js";

const KEY = new PluginKey("picture_uploads");

export class PictureUploads {
  #tray;
  #blocks;
  #words;
  #view;

  constructor({ field, blocks, words }) {
    this.#tray = document.querySelector("[data-behaviour='inline_pictures'] [data-behaviour='uploads']");
    [this.#blocks, this.#words] = [blocks, words];
    this.#tray?.addEventListener("begun", (event) => this.#note(event.target));
    for (const kind of ["cancelled", "leave"]) this.#tray?.addEventListener(kind, (event) => this.#forget(event.target));
    field.addEventListener("insertpicture", (event) => {
      event.preventDefault();
      this.#insert(event.detail);
    });
  }

  plugin() {
    return new Plugin({
      key: KEY,
      state: {
        init: () => DecorationSet.empty,
        apply(tr, before) {
          const set = before.map(tr.mapping, tr.doc);
          const { add, remove } = tr.getMeta(KEY) ?? {};
          if (remove) return set.remove(set.find(undefined, undefined, (spec) => spec.item === remove));
          return add ? set.add(tr.doc, [add]) : set;
        },
      },
      props: { decorations: (state) => KEY.getState(state) },
      view: (view) => {
        this.#view = view;
        return {};
      },
    });
  }

  offer = (files) => {
    this.#tray?.dispatchEvent(new CustomEvent("offer", { detail: { files } }));
    return Boolean(this.#tray);
  };

  #note(item) {
    const { state } = this.#view;
    const { $to, to } = state.selection;
    const isFree = !$to.parent.content.size || !$to.depth;
    const pos = galleryPlace(state, to) ?? (isFree ? to : $to.after(1));
    const draw = () => make("span", { class: "sheet-waiting", contenteditable: "false" }, this.#words.pictureComes);
    const add = Decoration.widget(pos, draw, { item, key: `picture-${pos}-${Date.now()}` });
    this.#view.dispatch(state.tr.setMeta(KEY, { add }));
  }

  #forget(item) {
    this.#view.dispatch(this.#view.state.tr.setMeta(KEY, { remove: item }));
  }

  async #insert({ item, markdown, done }) {
    try {
      const doc = await this.#blocks.read(markdown);
      const [mark] = KEY.getState(this.#view.state).find(undefined, undefined, (spec) => spec.item === item);
      insertBlocks([...doc.content.content], mark?.from)(this.#view.state, this.#view.dispatch);
      done("");
    } catch {
      done(this.#words.notInserted);
    }
  }
}
