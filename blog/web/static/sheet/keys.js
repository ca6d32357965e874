// The keys of the text. Tab serves lists and tables, and leaves the text everywhere else, or after Escape.
import { baseKeymap, chainCommands, exitCode, selectParentNode } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { Plugin } from "prosemirror-state";
import {
  around, insertBreak, moveBlock, removePicture, setParagraph, toggleBold, toggleCode, toggleHeading, toggleItalic, toggleList, toggleQuote,
} from "./commands.js";
import { dropEmptyBox, enterBehindCode, enterInPull, leaveText } from "./leaving.js";
import { enterPrompt } from "./prompts.js";
import { schema } from "./schema.js";
import { cellBelow, nextCell } from "./table_commands.js";

const { nodes } = schema;
const isInItem = (state) => Boolean(around(state, nodes.list_item));

// An item without words, or an empty line of a quote, ends what it stands in.
const leaveQuote = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.content.size || !around(state, nodes.blockquote)) return false;
  return baseKeymap.Enter(state, dispatch, view);
};

const sink = (state, dispatch) => sinkListItem(nodes.list_item)(state, dispatch) || isInItem(state);
const raise = (state, dispatch) => liftListItem(nodes.list_item)(state, dispatch);
// At the start of an item Backspace takes the item's sign away.
const raiseAtStart = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const item = around(state, nodes.list_item);
  if (!empty || !item || $from.parentOffset || $from.index(item.depth)) return false;
  return raise(state, dispatch);
};
// Enter makes an item without a tick; in an empty task it goes outwards, at the start of one it makes room above.
const splitItem = (state, dispatch) => {
  const { $from } = state.selection;
  const item = around(state, nodes.list_item);
  if (!item || item.node.attrs.checked === null) return splitListItem(nodes.list_item)(state, dispatch);
  if (!item.node.content.firstChild.content.size && item.node.childCount === 1) return raise(state, dispatch);
  const isAbove = !$from.parentOffset && !$from.index(item.depth);
  const split = splitListItem(nodes.list_item, { checked: isAbove && item.node.attrs.checked });
  return split(state, dispatch && ((tr) => dispatch(isAbove ? tr.setNodeAttribute(item.pos, "checked", false) : tr)));
};
// A heading at its start becomes words before it joins what stands above.
const plainAtStart = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  const isPlain = !empty || $from.parentOffset || !around(state, nodes.heading, nodes.code_block);
  return isPlain ? false : setParagraph(state, dispatch, view);
};

export function textKeys({ openLink, openFind, focusBar, note, tick }) {
  const remove = removePicture();
  const back = chainCommands(undoInputRule, remove, dropEmptyBox, plainAtStart, raiseAtStart, baseKeymap.Backspace);
  return keymap({
    "Mod-b": toggleBold,
    "Mod-i": toggleItalic,
    "Mod-e": toggleCode,
    "Mod-k": openLink,
    "Mod-f": openFind,
    "Mod-Alt-1": setParagraph,
    "Mod-Alt-2": toggleHeading(2),
    "Mod-Alt-3": toggleHeading(3),
    "Mod-Alt-f": note,
    "Mod-Shift-7": toggleList(nodes.ordered_list),
    "Mod-Shift-8": toggleList(nodes.bullet_list),
    "Mod-Shift-9": toggleQuote,
    "Alt-ArrowUp": moveBlock(-1),
    "Alt-ArrowDown": moveBlock(1),
    "Alt-F10": focusBar,
    "Mod-z": undo,
    "Shift-Mod-z": redo,
    "Mod-y": redo,
    ArrowUp: leaveText(-1),
    ArrowDown: leaveText(1),
    Enter: chainCommands(cellBelow, enterPrompt, enterInPull, enterBehindCode, splitItem, leaveQuote),
    "Shift-Enter": chainCommands(exitCode, insertBreak),
    "Mod-Enter": () => false,
    "Mod-Alt-Enter": tick,
    Backspace: back,
    "Mod-Backspace": back,
    "Shift-Backspace": back,
    Delete: remove,
  });
}

export const tabKeys = () => {
  let isLeaving = false;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        if (event.key === "Shift") return false;
        const isTab = event.key === "Tab" && !event.ctrlKey && !event.altKey && !event.metaKey;
        const wasLeaving = isLeaving;
        isLeaving = event.key === "Escape";
        if (!isTab || wasLeaving) return false;
        const command = event.shiftKey ? chainCommands(nextCell(-1), raise) : chainCommands(nextCell(1), sink);
        return command(view.state, view.dispatch, view);
      },
      handleDOMEvents: { blur: () => void (isLeaving = false) },
    },
  });
};

// What the keys above leave; Escape would choose the block around, which nobody expects.
export const plainKeys = () => keymap({ ...baseKeymap, Escape: () => false, "Mod-Enter": () => false, "Alt-Escape": selectParentNode });
