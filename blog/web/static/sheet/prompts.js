// Words that a new block brings along, such as "Title": chosen as soon as the caret comes to them, so that typing takes their place.
import { Plugin, TextSelection } from "prosemirror-state";

const prompts = new WeakSet();

// Remembers the words of new blocks as such, until somebody changes them.
export function notePrompts(content) {
  for (const node of content) {
    node.descendants((child) => void (child.isTextblock && child.content.size && prompts.add(child)));
    if (node.isTextblock && node.content.size) prompts.add(node);
  }
  return content;
}

export const isPrompt = (node) => prompts.has(node);

export const choosePrompts = () =>
  new Plugin({
    appendTransaction(_transactions, before, { selection, tr }) {
      const { $from, empty } = selection;
      if (!empty || !prompts.has($from.parent) || before.selection.$from.parent === $from.parent) return null;
      return tr.setSelection(TextSelection.create(tr.doc, $from.start(), $from.end()));
    },
  });

// Enter behind the words of a block goes to the words that come with it next.
export const enterPrompt = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const next = $from.depth > 1 ? $from.node(-1).maybeChild($from.index(-1) + 1) : null;
  if (!empty || !next || !prompts.has(next) || $from.parentOffset !== $from.parent.content.size) return false;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $from.after() + 1)).scrollIntoView());
  return true;
};
