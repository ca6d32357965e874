// Opens texts, changes them and writes them with the modules of the sheet: one JSON line in, one out.
import { createInterface } from "node:readline";

const [folder] = process.argv.slice(2);
const { Fragment, Slice } = await import(`${folder}/node_modules/prosemirror-model/dist/index.js`);
const { openDocument } = await import(`${folder}/opening.js`);
const { schema } = await import(`${folder}/schema.js`);
const { writeMarkdown } = await import(`${folder}/writing.js`);

const OPERATIONS = {
  note,
  cite,
  touch,
  type,
  mark,
  tick,
  // Blocks in another order; some of them left out, or there twice.
  arrange: (doc, { order }) => doc.copy(Fragment.from(order.map((index) => doc.child(index)))),
  insert: (doc, { at, text }) => doc.copy(Fragment.from([...doc.content.content.slice(0, at), paragraph(text), ...doc.content.content.slice(at)])),
  // One paragraph of words, each with the names of its marks.
  compose: (doc, { words }) => doc.copy(Fragment.from(schema.node("paragraph", null, words.map(([text, ...names]) => schema.text(text, names.map((name) => schema.mark(name))))))),
};

function paragraph(text) {
  return schema.node("paragraph", null, text ? schema.text(text) : null);
}

// Blocks that say the same, but count as changed.
function touch(doc, { indexes }) {
  doc.forEach(({ attrs }, _offset, index) => {
    if (indexes.includes(index) && attrs.place !== null) doc.attrs.opened.nodes[attrs.place] = paragraph("");
  });
  return doc;
}

const noteOf = (label, text) => schema.node("footnote", { label }, text ? schema.text(text) : null);

// Gives the note of a number other words, or takes its reference away where there are none.
function note(doc, { number, text }) {
  const notes = [];
  doc.descendants((node, pos) => {
    if (node.type.name === "footnote") notes.push([pos, node]);
  });
  const [pos, node] = notes[number];
  const other = text === null ? Fragment.empty : Fragment.from(noteOf(node.attrs.label, text));
  return doc.replace(pos, pos + node.nodeSize, new Slice(other, 0, 0));
}

// Puts a reference behind the words of a block; a new note has no label.
function cite(doc, { at, label, text }) {
  const pos = listPlaces(doc, at).at(-1);
  return doc.replace(pos, pos, new Slice(Fragment.from(noteOf(label, text)), 0, 0));
}

// Puts words into the words of a block, at a share of its length.
function type(doc, { at, share, text, mark: name }) {
  const places = listPlaces(doc, at);
  if (!places.length) return doc;
  const $pos = doc.resolve(pick(places, share));
  const around = $pos.marks().filter(({ type: kind }) => kind.spec.inclusive !== false);
  const marks = $pos.parent.type.spec.marks === "" ? [] : name ? [schema.mark(name)] : around;
  return doc.replace($pos.pos, $pos.pos, new Slice(Fragment.from(schema.text(text, marks)), 0, 0));
}

// Ticks the task of a number, or takes its tick away.
function tick(doc, { number }) {
  const tasks = [];
  doc.descendants((node, pos) => void (typeof node.attrs.checked === "boolean" && tasks.push([pos, node])));
  const [pos, node] = tasks[number];
  const other = node.type.create({ checked: !node.attrs.checked }, node.content);
  return doc.replace(pos, pos + node.nodeSize, new Slice(Fragment.from(other), 0, 0));
}

// Marks the words of a block between two shares of its length.
function mark(doc, { at, start, end, mark: name }) {
  const places = listPlaces(doc, at);
  if (!places.length) return doc;
  const [from, to] = [pick(places, Math.min(start, end)), pick(places, Math.max(start, end))];
  const added = schema.mark(name, name === "link" ? { href: "https://example.org/a_b" } : null);
  return markWithin(doc, 0, from, to, added);
}

function markWithin(node, start, from, to, added) {
  const children = [];
  node.forEach((child, offset) => {
    const pos = start + offset;
    if (!child.isInline) children.push(markWithin(child, pos + 1, from, to, added));
    else children.push(...(node.type.allowsMarkType(added.type) ? markInline(child, pos, from, to, added) : [child]));
  });
  return node.copy(Fragment.from(children));
}

function markInline(node, pos, from, to, added) {
  if (!node.isText) return [pos >= from && pos < to ? node.mark(added.addToSet(node.marks)) : node];
  const [a, b] = [Math.max(0, from - pos), Math.min(node.text.length, to - pos)];
  if (a >= b) return [node];
  const parts = [node.text.slice(0, a), node.text.slice(a, b), node.text.slice(b)];
  return parts.flatMap((text, part) => (text ? [schema.text(text, part === 1 ? added.addToSet(node.marks) : node.marks)] : []));
}

const pick = (places, share) => places[Math.min(places.length - 1, Math.floor(share * places.length))];

// The places between the signs of a block's words; notes are not entered.
function listPlaces(doc, at) {
  const places = [];
  doc.nodesBetween(...span(doc, at), (node, pos) => {
    if (!node.isTextblock) return true;
    for (let inner = 0; inner <= node.content.size; inner += 1) places.push(pos + 1 + inner);
    return false;
  });
  return places.filter((pos) => isPlace(doc.resolve(pos)));
}

function span(doc, at) {
  let found = [0, 0];
  doc.forEach((node, offset, index) => {
    if (index === at) found = [offset, offset + node.nodeSize];
  });
  return found;
}

function isPlace($pos) {
  if ($pos.parent.isInline) return false;
  return !$pos.textOffset || !/[\udc00-\udfff]/.test($pos.parent.child($pos.index()).text[$pos.textOffset]);
}

function answer({ blocks, operations }) {
  let doc = openDocument(blocks);
  doc.check();
  for (const one of operations) doc = OPERATIONS[one.kind](doc, one);
  return { text: writeMarkdown(doc), content: doc.toJSON().content };
}

for await (const line of createInterface({ input: process.stdin })) {
  let found;
  try {
    found = answer(JSON.parse(line));
  } catch (error) {
    found = { error: error.stack };
  }
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
