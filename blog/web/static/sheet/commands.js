// What keys, bars and menus do with the blocks of the text.
import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { closeHistory } from "prosemirror-history";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { AllSelection, NodeSelection, Selection, TextSelection } from "prosemirror-state";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const HOLDERS = new Set([nodes.gallery, nodes.comparison, nodes.picture_row]);

export const toggleBold = toggleMark(marks.strong);
export const toggleItalic = toggleMark(marks.em);
export const toggleCode = toggleMark(marks.code);
export const toggleStrike = toggleMark(marks.strike);

// The nearest block of one of these kinds around the selection, with its depth.
export function around(state, ...types) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (types.includes($from.node(depth).type)) return { node: $from.node(depth), depth, pos: $from.before(depth) };
  }
  return null;
}

// The words of a block, in which each place has one sign: what is no text stands as signs that nobody types.
export function wordsOf(block) {
  let words = "";
  block.forEach((child) => (words += child.isText ? child.text : "\ufffc".repeat(child.nodeSize)));
  return words;
}

export function isHeading(state, level) {
  const heading = around(state, nodes.heading);
  return Boolean(heading) && (level === undefined || heading.node.attrs.level === level);
}

export function hasMark(state, type) {
  const { from, to, $from, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

// Runs commands one after the other, as one change that one undo takes back.
export function inTurn(...commands) {
  return (state, dispatch, view) => {
    const tr = state.tr;
    let now = state;
    let isDone = false;
    for (const command of commands) {
      isDone = command(now, (part) => {
        for (const step of part.steps) tr.step(step);
        tr.setSelection(Selection.fromJSON(tr.doc, part.selection.toJSON()));
        now = now.apply(part);
      }, view);
    }
    if (isDone && dispatch) dispatch(tr.scrollIntoView());
    return isDone;
  };
}

// All that is chosen by one press is chosen from its first word to its last.
function inWords(command) {
  return (state, dispatch, view) => {
    if (!(state.selection instanceof AllSelection)) return command(state, dispatch, view);
    const { doc, tr } = state;
    const words = TextSelection.between(Selection.atStart(doc).$from, Selection.atEnd(doc).$to);
    return command(state.apply(tr.setSelection(words)), dispatch, view);
  };
}

const outOfList = (state, dispatch) => liftListItem(nodes.list_item)(state, dispatch);

// Lifts out of lists first where a block cannot stand in them.
function setBlock(type, attrs) {
  const set = setBlockType(type, attrs);
  return (state, dispatch, view) => {
    if (!around(state, nodes.list_item)) return set(state, dispatch, view);
    return inTurn(outOfList, set)(state, dispatch, view);
  };
}

export const setParagraph = inWords((state, dispatch, view) => {
  if (around(state, nodes.list_item)) return outOfList(state, dispatch);
  if (around(state, nodes.heading, nodes.code_block)) return setBlockType(nodes.paragraph)(state, dispatch, view);
  return lift(state, dispatch);
});

export function toggleHeading(level) {
  return inWords((state, dispatch, view) => {
    const type = isHeading(state, level) ? setBlockType(nodes.paragraph) : setBlock(nodes.heading, { level });
    return type(state, dispatch, view);
  });
}

export const setCode = setBlock(nodes.code_block);

// A list of one kind becomes the other kind; of the same kind, words again. The items are tasks where `checked` is not null.
export function toggleList(type, checked = null) {
  const setItems = (state, dispatch) => {
    const list = around(state, nodes.bullet_list, nodes.ordered_list);
    if (!list) return false;
    const tr = state.tr.setNodeMarkup(list.pos, type, null);
    list.node.forEach(({ attrs }, offset) => tr.setNodeAttribute(list.pos + 1 + offset, "checked", checked === null ? null : attrs.checked ?? checked));
    dispatch?.(tr);
    return true;
  };
  const wrap = inTurn(wrapInList(type), setItems);
  return inWords((state, dispatch, view) => {
    const item = around(state, nodes.list_item);
    if (item && around(state, nodes.bullet_list, nodes.ordered_list).node.type === type && (item.node.attrs.checked === null) === (checked === null)) return outOfList(state, dispatch);
    if (item) return setItems(state, dispatch);
    return isHeading(state) ? inTurn(setBlockType(nodes.paragraph), wrap)(state, dispatch, view) : wrap(state, dispatch, view);
  });
}

// Ticks the task of the caret, or takes the tick away.
export const tickTask = (state, dispatch) => {
  const item = around(state, nodes.list_item);
  if (!item || item.node.attrs.checked === null) return false;
  dispatch?.(state.tr.setNodeAttribute(item.pos, "checked", !item.node.attrs.checked));
  return true;
};

export const toggleQuote = inWords((state, dispatch, view) => {
  const quote = around(state, nodes.blockquote);
  return quote ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch, view);
});

// Where a new block goes: in the place of an empty paragraph, else behind the block at the top that holds the caret.
export function blockPlace(state, pos = state.selection.to) {
  const $pos = state.doc.resolve(Math.min(pos, state.doc.content.size));
  if (!$pos.depth) return { from: $pos.pos, to: $pos.pos };
  const block = $pos.node(1);
  const isEmpty = block.type === nodes.paragraph && !block.content.size;
  return { from: isEmpty ? $pos.before(1) : $pos.after(1), to: $pos.after(1) };
}

// Where a picture goes that comes at a place within a gallery: behind the chosen one, or behind the last.
export function galleryPlace({ doc }, pos) {
  const $pos = doc.resolve(Math.min(pos, doc.content.size));
  for (let { depth } = $pos; depth; depth -= 1) {
    const { type, children } = $pos.node(depth);
    const last = children.filter(isPicture).length;
    if (type === nodes.gallery) return $pos.posAtIndex(depth === $pos.depth ? Math.min($pos.index(), last) : last, depth);
  }
  return null;
}

export const isPicture = ({ type }) => type === nodes.picture;

// Takes the picture at a place away, and what held it where it was the last one; without a place, the chosen one.
export const removePicture = (place) => ({ selection, doc, tr }, dispatch, view) => {
  const pos = place ?? selection.from;
  if (place === undefined && selection.node?.type !== nodes.picture) return false;
  const $pos = doc.resolve(pos);
  const isWhole = HOLDERS.has($pos.parent.type) && $pos.parent.children.filter(isPicture).length < 2;
  if (isWhole) tr.delete($pos.before(), $pos.after());
  else tr.delete(pos, pos + $pos.nodeAfter.nodeSize);
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map(pos)))).scrollIntoView());
  view?.focus();
  return true;
};

// Inserts blocks; the caret goes into the first, or behind a leaf.
export function insertBlocks(content, pos) {
  return (state, dispatch) => {
    const within = content.every(isPicture) ? galleryPlace(state, pos ?? state.selection.to) : null;
    const { from, to } = within === null ? blockPlace(state, pos) : { from: within, to: within };
    const tr = closeHistory(state.tr).replaceWith(from, to, content);
    const end = from + content.reduce((sum, node) => sum + node.nodeSize, 0);
    if (end === tr.doc.content.size && !content.at(-1).isTextblock) tr.insert(end, nodes.paragraph.create());
    const first = content[0];
    if (first.isAtom || first.isLeaf) tr.setSelection(NodeSelection.isSelectable(first) ? NodeSelection.create(tr.doc, from) : Selection.near(tr.doc.resolve(end)));
    else tr.setSelection(Selection.near(tr.doc.resolve(from + 1)));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

export const insertRule = (state, dispatch) => {
  const { from, to } = blockPlace(state);
  const tr = state.tr.replaceWith(from, to, nodes.horizontal_rule.create());
  if (from + 1 === tr.doc.content.size) tr.insert(from + 1, nodes.paragraph.create());
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(from + 1))).scrollIntoView());
  return true;
};

export const insertBreak = (state, dispatch) => {
  if (!state.selection.$from.parent.type.contentMatch.matchType(nodes.hard_break)) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
};

// The depth of what moves: an item of a list that has a neighbour on that side, else the block at the top.
function movedDepth($from, step) {
  for (let depth = $from.depth; depth > 1; depth -= 1) {
    const isItem = $from.node(depth).type === nodes.list_item;
    if (isItem && $from.node(depth - 1).maybeChild($from.index(depth - 1) + step)) return depth;
  }
  return 1;
}

// Moves the blocks that the selection touches over their neighbour.
export function moveBlock(step) {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const { node } = state.selection;
    // A chosen picture of a gallery moves within it.
    const isWithin = Boolean(node) && (!$from.depth || Boolean($from.parent.maybeChild($from.index() + step)));
    const depth = movedDepth($from, step);
    const range = isWithin ? null : $from.blockRange($to, (parent) => parent === $from.node(depth - 1));
    const [parent, first, last] = range
      ? [range.parent, range.startIndex, range.endIndex - 1]
      : [$from.parent, $from.index(), $from.index()];
    const neighbour = parent.maybeChild((step < 0 ? first : last) + step);
    if (!neighbour || (isWithin && $from.depth && neighbour.type !== node.type)) return false;
    const [start, end] = range ? [range.start, range.end] : [$from.pos, $from.pos + node.nodeSize];
    dispatch?.(moveRange(state, start, end, step < 0 ? start - neighbour.nodeSize : end + neighbour.nodeSize));
    return true;
  };
}

// Moves the blocks between two places to a third, with the selection in them.
export function moveRange(state, start, end, target) {
  const content = state.doc.slice(start, end).content;
  const { anchor, head } = state.selection;
  const isNode = state.selection instanceof NodeSelection;
  const tr = closeHistory(state.tr).delete(start, end);
  const at = tr.mapping.map(target);
  tr.insert(at, content);
  const move = at - start;
  const inside = anchor >= start && head <= end;
  if (isNode && anchor === start) tr.setSelection(NodeSelection.create(tr.doc, at));
  else if (inside) tr.setSelection(TextSelection.between(tr.doc.resolve(anchor + move), tr.doc.resolve(head + move)));
  return tr.scrollIntoView();
}

// Changes what differs between a state and another document, and no more.
export function replaceDifference(state, doc) {
  const start = state.doc.content.findDiffStart(doc.content);
  if (start === null) return state.tr;
  let { a: old, b: end } = state.doc.content.findDiffEnd(doc.content);
  const overlap = start - Math.min(old, end);
  if (overlap > 0) [old, end] = [old + overlap, end + overlap];
  return state.tr.replace(start, old, doc.slice(start, end));
}
