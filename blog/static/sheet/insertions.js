// What the list of blocks and the toolbar put into the text.
import { setCode, insertBlocks, insertRule, toggleBold, toggleHeading, toggleItalic, toggleList, toggleQuote } from "./commands.js";
import { schema } from "./schema.js";
import { makeTable } from "./table_commands.js";

const { nodes } = schema;

// A pull quote of the chosen words, with a place for who said them.
const insertPull = (state, dispatch) => {
  const { $from, $to, empty } = state.selection;
  const words = !empty && $from.sameParent($to) ? $from.parent.cut($from.parentOffset, $to.parentOffset).content : null;
  const pull = nodes.pull_quote.create(null, [nodes.paragraph.create(null, words), nodes.speaker.create()]);
  return insertBlocks([pull])(state, dispatch);
};

const insertTable = (state, dispatch) => insertBlocks([makeTable(3, 3)])(state, dispatch);

// A note behind the words, opened at once.
export const insertNote = (state, dispatch, view) => {
  const { to, $to } = state.selection;
  if (!$to.parent.type.contentMatch.matchType(nodes.footnote) || $to.parent.type.spec.code) return false;
  dispatch?.(state.tr.insert(to, nodes.footnote.create()));
  setTimeout(() => view.nodeDOM(to)?.querySelector("button")?.click());
  return true;
};

// What the schema has no node for begins as Markdown, with the caret in it.
const insertSource = (source) => (state, dispatch, view) => {
  insertBlocks([nodes.source_block.create({ source })])(state, dispatch);
  setTimeout(() => view.nodeDOM(view.state.selection.from)?.querySelector?.("textarea")?.focus());
  return true;
};

// The name of what is inserted, as the page's buttons and the list of blocks have it.
export function makeInsertions({ openLink, openCard, openFinder, openLibrary, chooseFiles, templates }) {
  const commands = {
    bold: toggleBold,
    italic: toggleItalic,
    link: openLink,
    heading: toggleHeading(2),
    subheading: toggleHeading(3),
    quote: toggleQuote,
    pull: insertPull,
    list: toggleList(nodes.bullet_list),
    numbers: toggleList(nodes.ordered_list),
    table: insertTable,
    note: insertNote,
    rule: insertRule,
    code: setCode,
    video: openCard,
    find: openFinder,
    library: openLibrary,
    picture: chooseFiles,
    ...Object.fromEntries(Object.entries(templates).map(([name, source]) => [name, insertSource(source)])),
  };
  return (name, view) => commands[name]?.(view.state, view.dispatch, view);
}
