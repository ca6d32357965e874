// Marks what the checks before publication found, with its number in their list, and goes there when it is asked for.
import { NodeSelection, Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { wordsOf } from "./commands.js";
import { schema } from "./schema.js";

const KEY = new PluginKey("findings");
const { nodes, marks } = schema;

function firstOf(doc, look) {
  let found = null;
  doc.descendants((node, pos) => {
    found ??= look(node, pos);
    return !found;
  });
  return found;
}

const whole = (node, pos) => ({ from: pos, to: pos + node.nodeSize, isNode: true });

function pictureOf(doc, about) {
  let number = 0;
  return firstOf(doc, (node, pos) => {
    if (node.type !== nodes.picture) return null;
    number += 1;
    return node.attrs.alt === about || String(number) === about ? whole(node, pos) : null;
  });
}

function linkOf(doc, about) {
  return firstOf(doc, (node, pos) => {
    const link = node.isText && marks.link.isInSet(node.marks);
    return link && [link.attrs.href, node.text].includes(about) ? { from: pos, to: pos + node.nodeSize } : null;
  });
}

function wordsLike(doc, pattern, isFit) {
  return firstOf(doc, (node, pos) => {
    if (node.type === nodes.source_block && pattern.test(node.attrs.source)) return whole(node, pos);
    const match = node.isTextblock && isFit(node) ? pattern.exec(wordsOf(node)) : null;
    return match && { from: pos + 1 + match.index, to: pos + 1 + match.index + match[0].length };
  });
}

function placeOf(doc, { fault, about, patterns }) {
  if (fault === "missing_alt" || fault === "large_picture") return pictureOf(doc, about);
  const isFit = (node) => fault !== "heading_jump" || node.type === nodes.heading;
  const link = fault.endsWith("_link") ? linkOf(doc, about) : null;
  return link ?? patterns.reduce((found, pattern) => found ?? wordsLike(doc, pattern, isFit), null);
}

const numbered = (number) => () => Object.assign(document.createElement("span"), { className: "sheet-finding-number", textContent: number + 1, ariaHidden: "true" });

function* marksOf(place, number) {
  const [{ from, to, isNode }, look] = [place, { class: "sheet-finding", "data-finding": String(number + 1) }];
  yield isNode ? Decoration.node(from, to, look, { number }) : Decoration.inline(from, to, look, { number });
  if (!isNode) yield Decoration.widget(to, numbered(number), { side: 1, marks: [] });
}

function mark(doc, list) {
  const found = list.map((finding, number) => [placeOf(doc, finding), number]).filter(([place]) => place);
  return DecorationSet.create(doc, found.flatMap(([place, number]) => [...marksOf(place, number)]));
}

// The caret goes to the finding of that number; where its words are gone it stays.
export function chooseFinding(view, number) {
  const [place] = KEY.getState(view.state).find(undefined, undefined, (spec) => spec.number === number);
  if (place) {
    const { doc, tr } = view.state;
    const node = doc.nodeAt(place.from);
    const selection = node && !node.isText && NodeSelection.isSelectable(node) ? NodeSelection.create(doc, place.from) : TextSelection.create(doc, place.from, place.to);
    view.dispatch(tr.setSelection(selection).scrollIntoView());
  }
  view.focus();
}

export function findingMarks(list) {
  return new Plugin({
    key: KEY,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, before, _old, { doc }) => (tr.getMeta(KEY) ? mark(doc, tr.getMeta(KEY)) : before.map(tr.mapping, tr.doc)),
    },
    props: { decorations: (state) => KEY.getState(state) },
    view(view) {
      const hear = ({ detail }) => view.dispatch(view.state.tr.setMeta(KEY, detail));
      list?.addEventListener("listed", hear);
      queueMicrotask(() => list?.dispatchEvent(new CustomEvent("announce")));
      return { destroy: () => list?.removeEventListener("listed", hear) };
    },
  });
}
