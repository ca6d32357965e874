// What the list of blocks and the toolbar put into the text.
import { NodeSelection } from "prosemirror-state";
import { setCode, insertBlocks, insertRule, toggleBold, toggleHeading, toggleItalic, toggleList, toggleQuote } from "./commands.js";
import { notePrompts } from "./prompts.js";
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

// Components begin as Markdown, which the server reads; what it does not know stays source.
export const insertMarkdown = (markdown, blocks) => (_state, _dispatch, view) => {
  const put = (content) => insertBlocks(notePrompts(content))(view.state, view.dispatch);
  blocks.read(markdown).then((doc) => put([...doc.content.content]), () => put([nodes.source_block.create({ source: markdown })]));
  return true;
};

// The chosen picture and those that follow it become one gallery, or stand side by side.
export const gatherPictures = (type, most) => (state, dispatch) => {
  const { node, $from, from } = state.selection;
  if (node?.type !== nodes.picture || $from.parent.type !== state.doc.type) return false;
  const pictures = [];
  for (let at = $from.index(); $from.parent.maybeChild(at)?.type === nodes.picture && pictures.length < most; at += 1) pictures.push($from.parent.child(at));
  if (pictures.length < 2) return false;
  const plain = pictures.map((picture) => nodes.picture.create({ ...picture.attrs, width: "", place: null }));
  const tr = state.tr.replaceWith(from, from + pictures.reduce((sum, picture) => sum + picture.nodeSize, 0), type.create(null, plain));
  dispatch?.(tr.setSelection(NodeSelection.create(tr.doc, from + 1)).scrollIntoView());
  return true;
};

// The name of what is inserted, as the page's buttons and the list of blocks have it.
export function makeInsertions({ openLink, openCard, openFinder, openLibrary, openFiles, chooseFiles, templates, blocks }) {
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
    tasks: toggleList(nodes.bullet_list, false),
    table: insertTable,
    note: insertNote,
    rule: insertRule,
    code: setCode,
    video: openCard,
    find: openFinder,
    library: openLibrary,
    file: openFiles,
    picture: chooseFiles,
    ...Object.fromEntries(Object.entries(templates).map(([name, source]) => [name, insertMarkdown(source, blocks)])),
  };
  return (name, view) => commands[name]?.(view.state, view.dispatch, view);
}
