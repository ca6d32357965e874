// The signs of Markdown become what they mean as they are typed; Backspace right after gives the signs back.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { Selection } from "prosemirror-state";
import { readAddress } from "./addresses.js";
import { around } from "./commands.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

// The stars around words become their mark; the sign that closes is the one that was typed.
function markRule(pattern, type) {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, before, words] = match;
    const from = start + whole.indexOf(before) + before.length;
    if (!state.doc.resolve(start).parent.type.allowsMarkType(type)) return null;
    if (state.doc.rangeHasMark(from, end, marks.code)) return null;
    const opening = whole.slice(before.length).indexOf(words);
    const tr = state.tr.delete(from + opening + words.length, end).delete(from, from + opening);
    return tr.addMark(from, from + words.length, type.create()).removeStoredMark(type);
  });
}

const linkRule = new InputRule(/(?<!!)\[([^[\]]+)\]\(([^()\s]+)\)$/, (state, [whole, words, typed], start, end) => {
  const address = readAddress(typed);
  if (!address) return null;
  const from = end - whole.length + 1;
  const tr = state.tr.delete(from + 1 + words.length, end).delete(from, from + 1);
  return tr.addMark(from, from + words.length, marks.link.create({ href: address })).removeStoredMark(marks.link);
});

const ruleRule = new InputRule(/^(?:---|\*\*\*|___)$/, (state, _match, start) => {
  const $start = state.doc.resolve(start);
  if ($start.parent.type !== nodes.paragraph || $start.depth !== 1) return null;
  const tr = state.tr.replaceWith($start.before(), $start.after(), [nodes.horizontal_rule.create(), nodes.paragraph.create()]);
  return tr.setSelection(Selection.near(tr.doc.resolve($start.before() + 1)));
});

// The article's headline is the first level, and the page gives no more than four.
const headingRule = textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, ([, signs]) => ({ level: Math.min(4, Math.max(2, signs.length)) }));
const listRule = wrappingInputRule(/^\s*[-*+]\s$/, nodes.bullet_list);
// A box at the start of words makes an item of them, and of an item a task.
const taskRule = new InputRule(/^\[([ xX]?)\]\s$/, (state, match, start, end) => {
  const $start = state.doc.resolve(start);
  const isItem = $start.depth > 1 && $start.node(-1).type === nodes.list_item && !$start.index(-1);
  const tr = isItem ? state.tr.delete(start, end) : listRule.handler(state, match, start, end);
  return tr?.setNodeAttribute(around(tr, nodes.list_item).pos, "checked", /x/i.test(match[1]));
});
const quoteRule = wrappingInputRule(/^\s*>\s$/, nodes.blockquote);
const codeRule = textblockTypeInputRule(/^```([\w+#.-]*)\s$/, nodes.code_block, ([, language]) => ({ language: language || "" }));
const numberRule = wrappingInputRule(
  /^(\d{1,9})[.)]\s$/,
  nodes.ordered_list,
  ([, number]) => ({ order: Number(number) }),
  ([, number], list) => list.childCount + list.attrs.order === Number(number),
);

// Signs that open something of the page, such as the finder: taken away, and told.
function openingRule(pattern, open) {
  return new InputRule(pattern, (state, _match, start, end) => {
    setTimeout(open);
    return state.tr.delete(start, end);
  }, { inCodeMark: false });
}

export function typingRules({ openFinder, openLibrary, addNote }) {
  return inputRules({
    rules: [
      headingRule, listRule, taskRule, numberRule, quoteRule, codeRule, ruleRule, linkRule,
      openingRule(/\[\[$/, openFinder),
      openingRule(/^!\[$/, openLibrary),
      openingRule(/(?<=\S)\[\^$/, addNote),
      markRule(/(^|[^*\\])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
      markRule(/(^|[^_\w\\])__([^_\s](?:[^_]*[^_\s])?)__$/, marks.strong),
      markRule(/(^|[^*\\\w])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em),
      markRule(/(^|[^_\w\\])_([^_\s](?:[^_]*[^_\s])?)_$/, marks.em),
      markRule(/(^|[^~\\])~~([^~\s](?:[^~]*[^~\s])?)~~$/, marks.strike),
      markRule(/(^|[^`\\])`([^`]+)`$/, marks.code),
    ],
  });
}
