// What is pasted: rich text goes through the server's converter, plain words stay plain, and files become pictures.
import { closeHistory } from "prosemirror-history";
import { Fragment, Slice } from "prosemirror-model";
import { NodeSelection, Plugin, TextSelection } from "prosemirror-state";
import { isWebAddress, showAddress } from "./addresses.js";
import { around, insertBlocks, isPicture, removePicture } from "./commands.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

// Each line a paragraph; lines of one paragraph stay together where empty lines part the paragraphs.
export function plainSlice(words) {
  const lines = words.replace(/\r\n?/g, "\n").replace(/\n+$/, "").replace(/https?:\/\/\S+/g, showAddress);
  const parts = /\n[ \t]*\n/.test(lines) ? lines.split(/\n(?:[ \t]*\n)+/) : lines.split("\n");
  const paragraphs = parts.map((part) => nodes.paragraph.create(null, part.trim() ? breakLines(part.trim()) : []));
  return new Slice(Fragment.from(paragraphs), 1, 1);
}

function breakLines(part) {
  return part.split("\n").flatMap((line, at) => [...(at ? [nodes.hard_break.create()] : []), ...(line ? [schema.text(line)] : [])]);
}

// Blocks go apart from the words around them; a single paragraph goes into them.
export function blocksSlice(doc) {
  const isOne = doc.childCount === 1 && doc.firstChild.type === nodes.paragraph;
  const open = (node) => (node?.type === nodes.paragraph ? 1 : 0);
  return new Slice(doc.content, isOne ? 1 : open(doc.firstChild), isOne ? 1 : open(doc.lastChild));
}

// A cell has one line: paragraphs and items follow each other in it.
function inOneLine(slice) {
  const line = [];
  let isWords = true;
  slice.content.descendants((node) => {
    if (node.isAtom && !node.isInline) isWords = false;
    if (!node.isTextblock) return true;
    if (line.length && node.content.size) line.push(schema.text(" "));
    node.content.forEach((child) => line.push(child.type === nodes.hard_break ? schema.text(" ") : child));
    return false;
  });
  return isWords ? new Slice(Fragment.from(line), 0, 0) : slice;
}

const fitted = (state, slice) => (around(state, nodes.table_cell, nodes.table_header) ? inOneLine(slice) : slice);

// Behind a picture or card at the end there is a line to go on with.
function goOnBelow(tr) {
  const { lastChild, content } = tr.doc;
  if (!lastChild.isAtom) return tr;
  tr.insert(content.size, nodes.paragraph.create());
  return tr.setSelection(TextSelection.atEnd(tr.doc));
}

export class Clipboard {
  #field;
  #blocks;
  #view;
  #flush;
  #offerFiles;

  constructor({ field, blocks, flush, offerFiles }) {
    [this.#field, this.#blocks, this.#flush, this.#offerFiles] = [field, blocks, flush, offerFiles];
  }

  plugin() {
    const copy = (view, event) => this.#copy(view, event);
    return new Plugin({
      props: {
        // Before ProseMirror reads the HTML, whose styles the page's policy would refuse aloud.
        handleDOMEvents: {
          paste: (view, event) => this.#take(view, event, event.clipboardData),
          drop: (view, event) => this.#drop(view, event),
          copy,
          cut: copy,
        },
      },
      view: (view) => {
        this.#view = view;
        return {};
      },
    });
  }

  // HTML has no place for pictures of the library, cards and other blocks: the sheet's own clipboard holds them as they are,
  // without what they are called in the text that they come from.
  #copy(view, event) {
    const { selection, tr } = view.state;
    if (selection.empty) return false;
    const slice = selection.content();
    const { dom, text } = view.serializeForClipboard(slice);
    dom.firstElementChild.dataset.sheet = encodeURIComponent(JSON.stringify(slice, (name, value) => (["place", "label", "elsewhere"].includes(name) ? undefined : value)));
    event.clipboardData.setData("text/html", dom.innerHTML);
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    if (event.type === "cut") removePicture()(view.state, view.dispatch) || view.dispatch(tr.deleteSelection().scrollIntoView());
    return true;
  }

  #own(view, event, html) {
    let slice;
    try {
      slice = Slice.fromJSON(schema, JSON.parse(decodeURIComponent(/data-sheet="([^"]+)/.exec(html)[1])));
    } catch {
      return false; // Not from a sheet, or from one of another version.
    }
    if (view.someProp("handlePaste", (paste) => paste(view, event, slice))) return true;
    const { state } = view;
    // Pictures go behind the block of the caret, or behind the chosen picture of a gallery.
    if (slice.content.content.every(isPicture)) return insertBlocks(slice.content.content)(state, view.dispatch);
    view.dispatch(goOnBelow(closeHistory(state.tr).replaceSelection(fitted(state, slice))).scrollIntoView().setMeta("paste", true));
    return true;
  }

  #take(view, event, data, isDropped) {
    const [html, plain] = [data.getData("text/html"), data.getData("text/plain")];
    const files = [...data.files];
    if (files.length && (isDropped || !html)) this.#offerFiles(files);
    else if (view.state.selection.$from.parent.type.spec.code) return false;
    else if (!(this.#own(view, event, html) || this.#link(view, plain) || this.#convert(html, plain) || this.#address(view, plain) || this.#insertPlain(view, plain))) return false;
    event.preventDefault();
    return true;
  }

  // What comes from elsewhere goes where it is dropped, onto a picture or between words; what is moved here is ProseMirror's.
  #drop(view, event) {
    if (view.dragging) return false;
    const spot = view.posAtCoords({ left: event.clientX, top: event.clientY });
    const { doc, tr } = view.state;
    const isOver = spot?.inside >= 0 && doc.nodeAt(spot.inside).type === nodes.picture;
    if (spot) view.dispatch(tr.setSelection(isOver ? NodeSelection.create(doc, spot.inside) : TextSelection.near(doc.resolve(spot.pos))));
    return this.#take(view, event, event.dataTransfer, true);
  }

  // An address over words becomes their link.
  #link(view, plain) {
    const { from, to, empty, $from, $to } = view.state.selection;
    const words = view.state.doc.textBetween(from, to, "\n", "");
    if (empty || !isWebAddress(plain) || !$from.sameParent($to) || !words.trim() || isWebAddress(words)) return false;
    view.dispatch(view.state.tr.addMark(from, to, marks.link.create({ href: plain.trim() })));
    return true;
  }

  // The page's own script asks the server, since it does so for the plain text too.
  #convert(html, plain) {
    this.#flush();
    const place = this.#hold();
    const put = (said) => this.#put(said, plain, place);
    return !this.#field.dispatchEvent(new CustomEvent("convert", { detail: { html, plain, put }, cancelable: true }));
  }

  // An address alone on a line may be a card: the server knows.
  #address(view, plain) {
    const { $from, empty } = view.state.selection;
    if (!empty || $from.depth > 1 || $from.parent.content.size || !isWebAddress(plain)) return false;
    this.#put({ markdown: plain.trim() }, plain, this.#hold());
    return true;
  }

  #insertPlain(view, plain) {
    if (!plain) return false;
    view.dispatch(closeHistory(view.state.tr).replaceSelection(fitted(view.state, plainSlice(plain))).scrollIntoView().setMeta("paste", true));
    return true;
  }

  // What is chosen now, by a bookmark that moves with what is typed meanwhile.
  #hold() {
    return { bookmark: this.#view.state.selection.getBookmark(), doc: this.#view.state.doc };
  }

  async #put({ markdown }, plain, { bookmark, doc }) {
    let slice;
    try {
      slice = markdown ? blocksSlice(await this.#blocks.read(markdown)) : plainSlice(plain);
    } catch {
      slice = plainSlice(plain);
    }
    const { state } = this.#view;
    const tr = closeHistory(state.tr);
    if (state.doc === doc) tr.setSelection(bookmark.resolve(state.doc));
    this.#view.dispatch(goOnBelow(tr.replaceSelection(fitted(tr, slice))).scrollIntoView().setMeta("paste", true));
    this.#view.focus();
  }
}
