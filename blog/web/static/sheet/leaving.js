// Ways out of blocks, and from part to part within one, that the keys of ProseMirror do not know.
import { Selection, TextSelection } from "prosemirror-state";
import { around } from "./commands.js";
import { isPrompt } from "./prompts.js";
import { schema } from "./schema.js";

const { nodes } = schema;
const BOXES = [nodes.information_box, nodes.question_list, nodes.pull_quote];
const PLAIN = new Set([nodes.paragraph, nodes.heading]);

// A paragraph behind the block at the top that holds the caret: the one that is there, or a new one.
function goBelow(state, dispatch) {
  const end = state.selection.$from.after(1);
  const isThere = state.doc.resolve(end).nodeAfter?.type === nodes.paragraph;
  const tr = isThere ? state.tr : state.tr.insert(end, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
}

// In a pull quote Enter begins a paragraph, from an empty one goes to who said it, and from there below the quote.
export const enterInPull = (state, dispatch) => {
  const pull = around(state, nodes.pull_quote);
  const { $from, $to } = state.selection;
  if (!pull || !$from.sameParent($to)) return false;
  if ($from.parent.type === nodes.speaker) return goBelow(state, dispatch);
  if ($from.parent.type !== nodes.paragraph || $from.depth !== pull.depth + 1) return false;
  const { tr } = state;
  if ($from.parent.content.size || $from.index(pull.depth) === 0) {
    tr.delete($from.pos, $to.pos).split($from.pos, 1, [{ type: nodes.paragraph }]);
    dispatch?.(tr.scrollIntoView());
    return true;
  }
  if ($from.node(pull.depth).maybeChild($from.index(pull.depth) + 1)?.type !== nodes.speaker) return false;
  tr.delete($from.before(), $from.after());
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve($from.before() + 1))).scrollIntoView());
  return true;
};

// A third Enter at the end of code goes on below it.
export const enterBehindCode = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const isEnd = empty && $from.parent.type === nodes.code_block && $from.parentOffset === $from.parent.content.size;
  if (!isEnd || $from.depth !== 1 || !$from.parent.textContent.endsWith("\n\n")) return false;
  const tr = state.tr.delete($from.pos - 2, $from.pos);
  const end = tr.mapping.map($from.after());
  tr.insert(end, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
};

// Past the first and the last line of the text there is a paragraph to go to, where a block stands that words cannot follow.
export function leaveText(step) {
  return (state, dispatch, view) => {
    const { $from, empty } = state.selection;
    const isAtEdge = $from.depth > 0 && $from.index(0) === (step < 0 ? 0 : state.doc.childCount - 1);
    if (!empty || !isAtEdge || PLAIN.has($from.node(1).type)) return false;
    const edge = step < 0 ? Selection.atStart(state.doc) : Selection.atEnd(state.doc);
    if (!edge.$from.sameParent($from) || !view?.endOfTextblock(step < 0 ? "up" : "down")) return false;
    if (step > 0) return goBelow(state, dispatch);
    const tr = state.tr.insert(0, nodes.paragraph.create());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, 1)).scrollIntoView());
    return true;
  };
}

// Backspace at the start of a box without words of its own takes it away.
export const dropEmptyBox = (state, dispatch) => {
  const box = around(state, ...BOXES);
  const { $from, empty } = state.selection;
  if (!box || box.depth !== 1 || !empty || $from.pos !== Selection.near(state.doc.resolve(box.pos + 1)).from) return false;
  let isEmpty = true;
  box.node.descendants((node) => {
    if (node.isText || node.isAtom) isEmpty = false;
    return !isPrompt(node);
  });
  if (!isEmpty) return false;
  const tr = state.tr.replaceWith(box.pos, box.pos + box.node.nodeSize, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, box.pos + 1)).scrollIntoView());
  return true;
};
