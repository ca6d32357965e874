// Writes the document of the sheet as Markdown: what nobody touched stands there byte for byte, with what stood between.
import { isTightPair, signOf, turnSign, writeBlock } from "./block_writing.js";
import { guardLines } from "./escaping.js";
import { normalizeLabel, writeInline } from "./inline_writing.js";
import { listNotes, nameNotes } from "./note_labels.js";

const BLANK_LINE = /\n[ \t]*\r?\n/;
const DEFINITION = /^[ \t>*+\-\d.)]*\[((?:\\.|[^[\]\\])+)\]:/gm;
const HOLDING_COLONS = new Set(["gallery", "comparison", "information_box", "question_list", "code_block", "source_block"]);
const NO_TEXT = { before: "", pieces: [], nodes: [] };

// Returns the Markdown of a document that openDocument made, in whatever way it was changed.
export function writeMarkdown(doc) {
  return new Writing(doc).write();
}

// Blocks are the same nodes from one document to the next while nobody touches them: their Markdown is kept with them.
const kept = new WeakMap();

class Writing {
  #doc;
  #opened;
  #context;
  #names;

  constructor(doc) {
    this.#doc = doc;
    this.#opened = doc.attrs.opened ?? NO_TEXT;
    this.#names = nameNotes(doc, this.#opened);
    this.#context = { labels: this.#findLabels(), labelOf: (note) => this.#names.labelOf(note) };
  }

  write() {
    const parts = this.#settle([...this.#parts()]);
    const written = parts.map((part, at) => (at ? this.#between(parts[at - 1], part) : this.#before()) + part.written);
    return written.length ? written.join("") + this.#end(parts.at(-1)) : this.#opened.before;
  }

  // The names of the links that are defined in the text.
  #findLabels() {
    const labels = new Map();
    this.#doc.forEach(({ type, attrs }) => {
      if (type.name === "source_block") for (const [, name] of attrs.source.matchAll(DEFINITION)) labels.set(normalizeLabel(name), name);
    });
    return labels;
  }

  // Blocks in their order; each definition of a note stands behind the block that it stood behind.
  *#parts() {
    const { behind, last } = this.#placeNotes();
    yield* behind.get(-1) ?? [];
    for (let at = 0; at < this.#doc.childCount; at += 1) {
      const node = this.#doc.child(at);
      const part = this.#block(node);
      if (part.written) yield part;
      yield* behind.get(node.attrs.place) ?? [];
      behind.delete(node.attrs.place);
    }
    yield* last;
  }

  #placeNotes() {
    const places = new Set();
    this.#doc.forEach(({ attrs }) => this.#opened.nodes[attrs.place] && places.add(attrs.place));
    const behind = new Map();
    let anchor = -1;
    for (const [place, { note }] of this.#opened.pieces.entries()) {
      if (places.has(place)) anchor = place;
      if (note && this.#names.texts.has(note.label)) behind.set(anchor, [...(behind.get(anchor) ?? []), this.#note(note.label, place)]);
    }
    const added = [...this.#names.texts.keys()].filter((label) => !this.#names.known.has(label));
    return { behind, last: added.map((label) => this.#note(label, null)) };
  }

  #note(label, place) {
    const { content, isTouched } = this.#names.texts.get(label);
    if (!isTouched && place !== null) return { place, isNote: true, isTouched, written: this.#opened.pieces[place].source };
    const words = guardLines(writeInline(content, this.#context)).replaceAll("\n", "\n    ");
    return { place, isNote: true, isTouched: true, written: words ? `[^${label}]: ${words}` : `[^${label}]:` };
  }

  #block(node) {
    const { place } = node.attrs;
    const original = this.#opened.nodes[place];
    const isKept = original && isSame(node, original) && !this.#names.isRenamed(node);
    const source = isKept ? setBoxes(this.#opened.pieces[place].source, listBoxes(original), listBoxes(node)) : null;
    return { node, place: original ? place : null, isTouched: source === null, written: source ?? this.#keep(node) };
  }

  #keep(node) {
    const key = [...this.#context.labels.values(), "", ...listNotes(node).map(this.#context.labelOf)].join("\n");
    const old = kept.get(node);
    if (old?.key === key) return old.written;
    const written = writeBlock(node, this.#context);
    kept.set(node, { key, written });
    return written;
  }

  // Writes anew what would mean something else beside its new neighbours.
  #settle(parts) {
    const isRearranged = parts.some((part, at) => part.place === null || (at && !this.#follow(parts[at - 1], part)));
    parts.forEach((part, at) => {
      if (isRearranged && isStray(part)) this.#rewrite(part, part.node);
      const above = parts[at - 1];
      const isKept = above && !above.isTouched && !part.isTouched && this.#follow(above, part);
      if (above && !isKept) this.#part(parts, at);
      if (at < parts.length - 1 && this.#isOpen(part)) this.#rewrite(part, part.node);
    });
    return parts;
  }

  #part(parts, at) {
    const [over, above, part] = [parts[at - 2], parts[at - 1], parts[at]];
    if (!part.isTouched && takesIn(above, part.written)) this.#rewrite(part, part.node);
    const sign = signOf(part);
    if (sign === null || sign !== signOf(above)) return;
    if (part.node.type.name !== "source_block") this.#rewrite(part, turnSign(part.node, [sign]));
    else if (above.node.type.name !== "source_block") this.#rewrite(above, turnSign(above.node, [sign, over && signOf(over)]));
  }

  #rewrite(part, node) {
    const isKnown = node && node.type.name !== "source_block";
    part.written = isKnown ? writeBlock(node, this.#context) : part.written.replace(/^[ \t]+/, "");
    part.node = node;
    part.isTouched = true;
  }

  #isOpen(part) {
    return part.place !== null && !part.isTouched && this.#opened.pieces[part.place].open;
  }

  #follow(above, part) {
    return above.place !== null && part.place === above.place + 1;
  }

  // What stands before the first block; spaces there would belong to it.
  #before() {
    return this.#opened.before.replace(/[ \t]+$/, "");
  }

  #between(above, part) {
    const apart = above.isNote && part.isNote ? "\n" : "\n\n";
    if (!this.#follow(above, part)) return apart;
    const { after } = this.#opened.pieces[above.place];
    if ((!above.isTouched && !part.isTouched) || BLANK_LINE.test(after)) return after;
    const isTight = above.isNote || part.isNote ? above.isNote && part.isNote : isTightPair(above, part);
    return isTight ? after : apart;
  }

  // A text that ended with a line end does so still.
  #end(part) {
    const last = this.#opened.pieces.at(-1);
    if (last && part.place === this.#opened.pieces.length - 1) return last.after;
    return last && /[\r\n]$/.test(last.source + last.after) ? "\n" : "";
  }
}

// Whether a part has a line of colons that belongs to no container, and could in another order.
function isStray({ node, isTouched, written }) {
  return node && !isTouched && !HOLDING_COLONS.has(node.type.name) && /^ {0,3}:{3}/m.test(written);
}

// Whether a line with so many spaces before it, below a part and an empty line, can belong to it.
function takesIn({ written }, line) {
  if (/^(?: {4}| {0,3}\t)/.test(line)) return /^(?: {4}| {0,3}(?:\t|[-+*]\s|\d{1,9}[.)]\s|\[\^))/.test(written);
  const spaces = /^ {0,3}[-+*](?:\s|$)/.test(written) ? 2 : 3;
  return line.startsWith(" ".repeat(spaces)) && /^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:\s|$)/.test(written);
}

// Whether a block has the same Markdown as when it was opened, but for the ticks of its tasks; the words of notes stand elsewhere in the text.
function isSame(node, original) {
  if (node === original) return true;
  if (!node.sameMarkup(original) && !(isTask(node) && isTask(original))) return false;
  if (node.isText) return node.text === original.text;
  if (node.type.name === "footnote") return true;
  if (node.childCount !== original.childCount) return false;
  for (let at = 0; at < node.childCount; at += 1) if (!isSame(node.child(at), original.child(at))) return false;
  return true;
}

const BOX = /^((?:[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t])+[ \t]*\[)[ xX](?=\](?:\s|$))/gm;
const isTask = ({ attrs }) => typeof attrs.checked === "boolean";

// Whether each task of a block is ticked.
function listBoxes(block) {
  const boxes = [];
  block.descendants((node) => void (isTask(node) && boxes.push(node.attrs.checked)));
  return boxes;
}

// The source of a list with other ticks and no other change; null where it does not say which brackets are boxes.
function setBoxes(source, old, boxes) {
  if (boxes.join() === old.join()) return source;
  let at = -1;
  const written = source.replace(BOX, (sign, lead) => ((at += 1), boxes[at] === old[at] ? sign : lead + (boxes[at] ? "x" : " ")));
  return at + 1 === boxes.length ? written : null;
}
