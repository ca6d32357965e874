// What a text on the sheet consists of; docs/editor.md names each part and the Markdown that it stands for.
// What is pasted is never read by these rules (clipboard.js): they are for what a browser itself makes of a key or a drop.
import { Schema } from "prosemirror-model";

// Every block may stand at the outermost level, where `place` says as which of the opened pieces it came (opening.js).
const place = { place: { default: null } };

const paragraph = {
  content: "inline*",
  group: "block",
  attrs: place,
  parseDOM: [{ tag: "p" }],
  toDOM: () => ["p", { dir: "auto" }, 0],
};

const heading = {
  content: "(text | footnote)*",
  group: "block",
  defining: true,
  attrs: { level: { default: 2 }, ...place },
  parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
  toDOM: (node) => [`h${node.attrs.level}`, { dir: "auto" }, 0],
};

const blockquote = {
  content: "block+",
  group: "block",
  defining: true,
  attrs: place,
  toDOM: () => ["blockquote", { dir: "auto" }, 0],
};

const pull_quote = {
  content: "block+ speaker?",
  group: "block",
  defining: true,
  isolating: true,
  attrs: place,
  toDOM: () => ["figure", { class: "pull", dir: "auto" }, 0],
};

const speaker = {
  content: "(text | footnote)*",
  defining: true,
  toDOM: () => ["figcaption", { dir: "auto" }, 0],
};

// A list is tight where no empty lines part its items.
const bullet_list = {
  content: "list_item+",
  group: "block",
  attrs: { marker: { default: "-" }, tight: { default: true }, ...place },
  parseDOM: [{ tag: "ul" }],
  toDOM: (node) => ["ul", { "data-tight": String(node.attrs.tight) }, 0],
};

const ordered_list = {
  content: "list_item+",
  group: "block",
  attrs: { order: { default: 1 }, delimiter: { default: "." }, tight: { default: true }, ...place },
  parseDOM: [{ tag: "ol" }],
  toDOM: (node) => ["ol", { start: node.attrs.order, "data-tight": String(node.attrs.tight) }, 0],
};

// A task is checked or not; any other item is null. Its box is drawn by TaskView, and is a role in HTML that is copied.
const list_item = {
  content: "block+",
  defining: true,
  attrs: { checked: { default: null } },
  parseDOM: [{ tag: "li" }],
  toDOM: ({ attrs: { checked } }) => ["li", { dir: "auto", ...(checked !== null && { role: "checkbox", "aria-checked": String(checked) }) }, 0],
};

const code_block = {
  content: "text*",
  marks: "",
  group: "block",
  code: true,
  defining: true,
  attrs: { language: { default: "" }, ...place },
  parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
  toDOM: () => ["pre", { dir: "ltr" }, ["code", 0]],
};

const horizontal_rule = {
  group: "block",
  attrs: place,
  toDOM: () => ["hr"],
};

const table = {
  content: "table_row+",
  group: "block",
  isolating: true,
  tableRole: "table",
  attrs: place,
  toDOM: () => ["table", ["tbody", 0]],
};

const table_row = {
  content: "(table_header | table_cell)+",
  tableRole: "row",
  toDOM: () => ["tr", 0],
};

// No cell of Markdown spans two; prosemirror-tables asks each for its spans all the same.
const single = { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } };
const cell = (tag, tableRole) => ({
  content: "(text | footnote)*",
  isolating: true,
  tableRole,
  attrs: { alignment: { default: null }, ...single },
  toDOM: (node) => [tag, { dir: "auto", class: node.attrs.alignment && `align-${node.attrs.alignment}` }, 0],
});

// A picture of the library by its key; its width is "", "wide" or "full".
const picture = {
  group: "block",
  draggable: true,
  attrs: { key: { default: "" }, alt: { default: "" }, caption: { default: "" }, width: { default: "" }, ...place },
  toDOM: (node) => ["figure", { class: "figure", "data-picture": node.attrs.key }, node.attrs.alt],
};

// Two or three pictures side by side; the width is that of the row.
const picture_row = {
  content: "picture+",
  group: "block",
  attrs: { width: { default: "" }, ...place },
  toDOM: () => ["div", { class: "picture-row" }, 0],
};

// Pictures, and perhaps words below them; the form is "" or "strip".
const gallery = {
  content: "picture+ paragraph*",
  isolating: true,
  attrs: { form: { default: "" }, ...place },
  toDOM: () => ["div", { class: "gallery" }, 0],
};

const comparison = {
  content: "picture+ paragraph*",
  isolating: true,
  attrs: place,
  toDOM: () => ["div", { class: "comparison" }, 0],
};

// What is said beside the text; the first heading is its title.
const information_box = {
  content: "(block | gallery | comparison)+",
  defining: true,
  isolating: true,
  attrs: place,
  toDOM: () => ["aside", { class: "information" }, 0],
};

// Each heading is a question, and what follows is the answer.
const question_list = {
  content: "(block | gallery | comparison)+",
  defining: true,
  isolating: true,
  attrs: place,
  toDOM: () => ["div", { class: "questions" }, 0],
};

// A link that looks like a button; its content is what stands on it.
const button_card = {
  content: "text*",
  group: "block",
  isolating: true,
  attrs: { address: { default: "" }, ...place },
  toDOM: () => ["p", { class: "action" }, ["span", { class: "action__link" }, 0]],
};

// An address that stands alone on its line; its title is Markdown without brackets, its text Markdown in paragraphs.
const card = {
  group: "block",
  draggable: true,
  attrs: { address: {}, title: { default: "" }, text: { default: "" }, ...place },
  toDOM: (node) => ["figure", { class: "video" }, ["a", { href: node.attrs.address }, node.attrs.title || node.attrs.address]],
};

// A block whose Markdown the schema does not know: shown and edited as it is written.
const source_block = {
  group: "block",
  attrs: { source: { default: "" }, ...place },
  toDOM: (node) => ["pre", { class: "source-block", dir: "auto" }, node.attrs.source],
};

// A reference with the words of its note; those of an "elsewhere" note stand in a block of source. A new one has no label yet.
const footnote = {
  content: "(text | hard_break)*",
  inline: true,
  atom: true,
  group: "inline",
  attrs: { label: { default: null }, elsewhere: { default: false } },
  toDOM: () => ["span", { "data-footnote": "" }, 0],
};

const hard_break = {
  inline: true,
  group: "inline",
  selectable: false,
  linebreakReplacement: true,
  parseDOM: [{ tag: "br" }],
  toDOM: () => ["br"],
};

const nodes = {
  doc: { content: "(block | gallery | comparison | information_box | question_list)+", attrs: { opened: { default: null } } },
  paragraph,
  heading,
  blockquote,
  pull_quote,
  speaker,
  bullet_list,
  ordered_list,
  list_item,
  code_block,
  horizontal_rule,
  table,
  table_row,
  table_header: cell("th", "header_cell"),
  table_cell: cell("td", "cell"),
  picture,
  picture_row,
  gallery,
  comparison,
  information_box,
  question_list,
  button_card,
  card,
  source_block,
  text: { group: "inline" },
  footnote,
  hard_break,
};

const marks = {
  // `auto` is "linkify" or "autolink" where the words are the address itself; `reference` is the name of a definition.
  link: {
    attrs: { href: {}, title: { default: null }, reference: { default: null }, auto: { default: null } },
    inclusive: false,
    toDOM: ({ attrs }) => ["a", { href: attrs.href, title: attrs.title }, 0],
  },
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i" }],
    toDOM: () => ["em", 0],
  },
  strike: {
    toDOM: () => ["s", 0],
  },
  code: {
    code: true,
    toDOM: () => ["code", 0],
  },
  // Words that were written as an escape, an entity or a line end, and are written so again while they stay the same.
  literal: {
    attrs: { source: {}, text: {} },
    inclusive: false,
    excludes: "",
    toDOM: () => ["span", 0],
  },
};

export const schema = new Schema({ nodes, marks });
