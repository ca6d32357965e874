// The tools of the sheet: its keys, bars and menus as ProseMirror's plugins, in the order in which they hear of a key.
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { NodeSelection, Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { Decoration, DecorationSet } from "prosemirror-view";
import { blockHandle } from "./block_handle.js";
import { Clipboard } from "./clipboard.js";
import { around, tickTask } from "./commands.js";
import { FindBar } from "./find_bar.js";
import { findingMarks } from "./finding_marks.js";
import { typingRules } from "./input_rules.js";
import { insertMarkdown, insertNote, makeInsertions } from "./insertions.js";
import { plainKeys, tabKeys, textKeys } from "./keys.js";
import { LinkForm } from "./link_form.js";
import { FinderBridge } from "./page_bridge.js";
import { PictureUploads } from "./picture_uploads.js";
import { choosePrompts } from "./prompts.js";
import { schema } from "./schema.js";
import { focusBar, phoneTools, selectionBar } from "./selection_bar.js";
import { openMenu, slashMenu } from "./slash_menu.js";
import { tableBar } from "./table_bar.js";

export class SheetTools {
  #place;
  #words;
  #parts;
  #insert;
  #view;

  constructor({ place, field, words, blocks, flush }) {
    [this.#place, this.#words] = [place, words];
    const finder = new FinderBridge(document.querySelector("[data-behaviour~='finder']"));
    const link = new LinkForm(this.#part("link"), { words, blocks, openFinder: finder.open });
    const uploads = new PictureUploads({ field, blocks, words });
    const clipboard = new Clipboard({ field, blocks, flush, offerFiles: uploads.offer });
    this.#parts = { finder, link, uploads, clipboard, find: new FindBar(this.#part("find"), words) };
    const press = (selector) => () => Boolean(field.form.querySelector(selector)?.click()) || true;
    this.openLink = link.open;
    this.openLibrary = press("[data-choose='body']");
    this.#insert = makeInsertions({ openLink: link.open, openCard: link.openCard, openFinder: finder.open, openLibrary: this.openLibrary, openFiles: press("[data-attach]"), chooseFiles: press("[data-picture='files']"), templates: JSON.parse(place.dataset.templates), blocks });
    field.addEventListener("insertmarkdown", (event) => {
      event.preventDefault();
      insertMarkdown(event.detail, blocks)(null, null, this.#view);
    });
  }

  #part(name) {
    return this.#place.querySelector(`[data-part='${name}']`);
  }

  run(name) {
    return this.#insert(name, this.#view);
  }

  makePlugins() {
    const { finder, link, uploads, clipboard, find } = this.#parts;
    return [
      this.#attach(),
      slashMenu(this.#part("menu"), (name) => this.run(name)),
      typingRules({ openFinder: finder.open, openLibrary: this.openLibrary, addNote: () => this.run("note") }),
      enterIslands(),
      this.#tells(),
      tabKeys(),
      textKeys({ openLink: link.open, openFind: find.open, focusBar: this.#barFocus(), note: insertNote, tick: (...all) => this.#tick(...all) }),
      tableEditing(),
      plainKeys(),
      ...[finder, link, uploads, clipboard, find].map((part) => part.plugin()),
      findingMarks(document.querySelector("[data-behaviour='findings']")),
      tableBar(this.#part("table")),
      phoneTools(this.#part("tools"), this.#deeds()),
      blockHandle(this.#part("handle"), { ...this.#words, tell: (words) => this.#tell(words) }),
      history({ newGroupDelay: 400 }),
      dropCursor({ width: 3, color: false, class: "sheet-drop" }),
      gapCursor(),
      choosePrompts(),
      placeholder(this.#words.placeholder),
    ];
  }

  #attach() {
    return new Plugin({ view: (view) => ((this.#view = view), {}) });
  }

  #tells() {
    return selectionBar(this.#part("bar"), this.#deeds());
  }

  #barFocus() {
    return focusBar(this.#part("table"), this.#part("bar"), this.#part("tools"));
  }

  #deeds() {
    return { link: this.#parts.link.open, insert: (_state, _dispatch, view) => openMenu(view), note: insertNote, pull: () => this.run("pull") };
  }

  #tick(state, dispatch) {
    const isTask = tickTask(state, dispatch);
    if (isTask) this.#tell(around(this.#view.state, schema.nodes.list_item).node.attrs.checked ? this.#words.ticked : this.#words.unticked);
    return isTask;
  }

  #tell(words) {
    this.#part("said").textContent = words;
  }

  // A press on a link shows its address; with Ctrl it opens the link.
  followLink(view, event) {
    const anchor = event.target.closest?.("a[href]");
    if (!anchor || event.button) return false;
    if (event.ctrlKey || event.metaKey) window.open(anchor.href, "_blank", "noopener");
    else setTimeout(() => this.#parts.link.show(view.state));
    return false;
  }
}

export function isEmpty(doc) {
  return doc.childCount === 1 && doc.firstChild.type === schema.nodes.paragraph && !doc.firstChild.content.size;
}

// Enter on a chosen picture, note or island goes into its first field.
function enterIslands() {
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        const { selection } = view.state;
        if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !(selection instanceof NodeSelection)) return false;
        const inner = view.nodeDOM(selection.from)?.pmViewDesc?.spec;
        inner?.enter?.();
        return Boolean(inner?.enter);
      },
    },
  });
}

function placeholder(words) {
  return new Plugin({
    props: {
      decorations({ doc }) {
        if (!isEmpty(doc)) return null;
        return DecorationSet.create(doc, [Decoration.node(0, doc.firstChild.nodeSize, { class: "is-empty", "data-placeholder": words })]);
      },
    },
  });
}
