// The labels of footnotes: each text has one of its own, and a new note gets the next number.
import { schema } from "./schema.js";

const found = new WeakMap();

// The footnotes within a block, in their order.
export function listNotes(node) {
  if (!found.has(node)) {
    const notes = [];
    node.descendants((child) => {
      if (child.type.name === "footnote") notes.push(child);
    });
    found.set(node, notes);
  }
  return found.get(node);
}

// Returns { labelOf, isRenamed, texts, known }: texts are those to be defined, by label; known are the labels of the opened text.
export function nameNotes(doc, opened) {
  const notes = [];
  doc.forEach((block) => notes.push(...listNotes(block)));
  return new Names(notes, readOpened(opened));
}

const originals = new WeakMap();

// The texts of the notes as they were opened.
function readOpened(opened) {
  if (!originals.has(opened)) {
    const notes = opened.pieces.filter(({ note }) => note);
    originals.set(opened, new Map(notes.map(({ note }) => [note.label, schema.nodeFromJSON({ type: "footnote", content: note.content }).content])));
  }
  return originals.get(opened);
}

class Names {
  #labels = new Map();
  #used;
  texts = new Map();

  constructor(notes, originals) {
    this.known = originals;
    this.#used = new Set([...originals.keys(), ...notes.map(({ attrs }) => attrs.label)]);
    for (const note of notes) this.#keepOriginal(note);
    for (const note of notes) if (!note.attrs.elsewhere) this.#name(note);
  }

  labelOf(note) {
    return this.#labels.get(note) ?? note.attrs.label;
  }

  isRenamed(block) {
    return listNotes(block).some((note) => this.labelOf(note) !== note.attrs.label);
  }

  // A text that nobody changed keeps its label, whatever stands before it now.
  #keepOriginal({ attrs: { label, elsewhere }, content }) {
    const original = this.known.get(label);
    if (!elsewhere && original?.eq(content)) this.texts.set(label, { content, isTouched: false });
  }

  #name(note) {
    const { label } = note.attrs;
    const text = label === null ? null : this.texts.get(label);
    if (text?.content.eq(note.content)) return;
    const isFree = label !== null && !text;
    const name = isFree ? label : this.#nextNumber();
    this.#labels.set(note, name);
    this.texts.set(name, { content: note.content, isTouched: true });
  }

  #nextNumber() {
    let number = 1;
    while (this.#used.has(String(number))) number += 1;
    this.#used.add(String(number));
    return String(number);
  }
}
