// What is pasted: rich text goes through the server's converter, plain words stay plain, and files become pictures.
import { closeHistory } from "prosemirror-history";
import { Fragment, Slice } from "prosemirror-model";
import { Plugin, TextSelection } from "prosemirror-state";
import { isWebAddress, showAddress } from "./addresses.js";
import { around } from "./commands.js";
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
    return new Plugin({
      props: {
        // Before ProseMirror reads the HTML, whose styles the page's policy would refuse aloud.
        handleDOMEvents: {
          paste: (view, event) => {
            const isTaken = this.#paste(view, event);
            if (isTaken) event.preventDefault();
            return isTaken;
          },
        },
        handleDrop: (view, event) => this.#drop(view, event),
      },
      view: (view) => {
        this.#view = view;
        return {};
      },
    });
  }

  #paste(view, event) {
    const data = event.clipboardData;
    const [html, plain] = [data.getData("text/html"), data.getData("text/plain")];
    const files = [...data.files].filter((file) => file.type.startsWith("image/"));
    if (files.length && !html) return this.#offerFiles(files);
    const { $from } = view.state.selection;
    if (html.includes("data-pm-slice") || $from.parent.type.spec.code) return false;
    if (this.#link(view, plain)) return true;
    return this.#convert(html, plain) || this.#address(view, plain) || this.#insertPlain(view, plain);
  }

  #drop(view, event) {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return false;
    event.preventDefault();
    const spot = view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (spot) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(spot.pos))));
    return this.#offerFiles(files);
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
    const isAlone = empty && $from.depth === 1 && !$from.parent.content.size;
    if (!isAlone || !isWebAddress(plain)) return false;
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
