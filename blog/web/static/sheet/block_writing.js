// One block as Markdown.
import { COMPONENT_WRITERS } from "./component_writing.js";
import { guardHeading, guardLines } from "./escaping.js";
import { writeInline } from "./inline_writing.js";

const CONTAINERS = ["gallery", "comparison", "information_box", "question_list"];
const SELF_ENDING = new Set(["heading", "code_block", "horizontal_rule", ...CONTAINERS]);
const INTERRUPTING = new Set(["heading", "code_block", "horizontal_rule", "blockquote", "pull_quote", ...CONTAINERS]);
const QUOTES = new Set(["blockquote", "pull_quote"]);
const PROSE = new Set(["paragraph", "blockquote", "pull_quote", "bullet_list", "ordered_list"]);
const LISTS = new Set(["bullet_list", "ordered_list"]);
const SIGNS = { marker: ["-", "*", "+"], delimiter: [".", ")"] };
const MOST = 999999999;

// Returns the Markdown of a block without a line end behind it; "" for one that shows nothing.
export function writeBlock(node, context) {
  return WRITERS[node.type.name](node, context);
}

// The sign of the items of a list, also of one that is shown as source; null of anything else.
export function signOf({ node, written }) {
  if (node && LISTS.has(node.type.name)) return node.attrs.marker ?? node.attrs.delimiter;
  return node?.type.name === "source_block" ? (/^ {0,3}(?:([-+*])|\d{1,9}([.)]))(?:\s|$)/.exec(written)?.slice(1).join("") ?? null) : null;
}

// A list with another sign than those beside it: two lists of the same sign would be one.
export function turnSign(node, signs) {
  const name = node.type.name === "bullet_list" ? "marker" : "delimiter";
  const sign = SIGNS[name].find((one) => !signs.includes(one));
  return node.type.create({ ...node.attrs, [name]: sign }, node.content);
}

const WRITERS = {
  paragraph: (node, context) => guardLines(writeInline(node.content, context), context.isPulled),
  heading: writeHeading,
  blockquote: (node, context) => quote(writeAll(node, nested(context))),
  pull_quote: writePullQuote,
  bullet_list: (node, context) => writeList(node, context, () => node.attrs.marker),
  ordered_list: (node, context) => writeList(node, context, (at) => `${Math.min(node.attrs.order + at, MOST)}${node.attrs.delimiter}`),
  code_block: writeCodeBlock,
  horizontal_rule: (node, context) => (context.isNested ? "___" : "***"),
  table: writeTable,
  ...COMPONENT_WRITERS,
  gallery: (node, context) => writeGallery(node, context, node.attrs.form ? `gallery ${node.attrs.form}` : "gallery"),
  comparison: (node, context) => writeGallery(node, context, "comparison"),
  information_box: (node, context) => contain("information", writeAll(node, inBox(context))),
  question_list: (node, context) => contain("questions", writeAll(node, inBox(context))),
  source_block: (node) => closeFence(node.attrs.source),
};

const inBox = (context) => ({ ...context, isPulled: false });
const nested = (context) => ({ ...context, isNested: true, isPulled: false });

function writeHeading(node, context) {
  const words = guardHeading(writeInline(node.content, { ...context, isOneLine: true }));
  return `${"#".repeat(node.attrs.level)} ${words}`.replace(/[ \t]+$/, "");
}

function quote(written) {
  return written
    .split("\n")
    .map((line) => (line ? `> ${line}` : ">"))
    .join("\n");
}

function writeAll(node, context) {
  return listBlocks(node, context).map(({ written }) => written).join("\n\n");
}

// The blocks of a container that show something; two lists below each other get two signs.
function listBlocks(node, context) {
  const blocks = [];
  node.forEach((child) => {
    const sign = signOf({ node: child });
    const above = blocks.length ? signOf(blocks.at(-1)) : null;
    const block = sign && sign === above ? turnSign(child, [above]) : child;
    const written = writeBlock(block, context);
    if (written) blocks.push({ node: block, written });
  });
  return blocks;
}

function writePullQuote(node, context) {
  const within = { ...nested(context), isPulled: true };
  const speaker = node.lastChild.type.name === "speaker" ? writeInline(node.lastChild.content, { ...within, isOneLine: true }) : "";
  const blocks = listBlocks(speaker || node.lastChild.type.name === "speaker" ? node.copy(node.content.cut(0, node.content.size - node.lastChild.nodeSize)) : node, within);
  if (!blocks.length) return "";
  const isParagraph = (block) => block.node.type.name === "paragraph";
  const lead = isParagraph(blocks[0]) ? "[!pull]\n" : "[!pull]\n\n";
  const tail = speaker && `${isParagraph(blocks.at(-1)) ? "\n" : "\n\n"}-- ${speaker}`;
  return quote(lead + blocks.map(({ written }) => written).join("\n\n") + tail);
}

function writeList(node, context, sign) {
  const within = nested(context);
  const items = [];
  node.forEach((item) => items.push(listItem(item, within)));
  const isTight = node.attrs.tight && items.every(isTightItem);
  const lines = items.map((blocks, at) => writeItem(sign(at), blocks, isTight));
  return lines.join(isTight ? "\n" : "\n\n");
}

// The blocks of an item; the box of a task stands before its words, and what is no box does not look like one.
function listItem(item, context) {
  const blocks = listBlocks(item, context);
  const { attrs: { checked }, firstChild: first } = item;
  const words = first.content.size && blocks[0]?.written;
  if (checked === null && /^\[[ x]\](?:\s|$)/i.test(words) && first.textContent[0] === "[") blocks[0].written = `\\${words}`;
  if (checked === null || first.type.name !== "paragraph") return blocks;
  const written = [checked ? "[x]" : "[ ]", words].filter(Boolean).join(" ");
  return [{ node: first, written }, ...blocks.slice(words ? 1 : 0)];
}

function isTightItem(blocks) {
  return blocks.every((block, at) => at === 0 || isTightPair(blocks[at - 1], block, true));
}

function writeItem(sign, blocks, isTight) {
  const written = blocks.map((block) => block.written).join(isTight ? "\n" : "\n\n");
  const indent = " ".repeat(sign.length + 1);
  return written ? `${sign} ${written.replace(/\n(?=[^\n])/g, `\n${indent}`)}` : sign;
}

// Whether a block may stand right below another one, without an empty line, and stay a block of its own.
export function isTightPair(above, { node, written }, isInItem = false) {
  const [one, other] = [above.node.type.name, node.type.name];
  if (one === "source_block" || other === "source_block") return false;
  if (SELF_ENDING.has(one)) return true;
  if (other === "code_block" && !/^ {0,3}(?:`{3}|~{3})/.test(written)) return false;
  if (QUOTES.has(other) && (one === "card" || /^\[[^\n]*$/.test(above.written))) return false;
  if (INTERRUPTING.has(other)) return !(QUOTES.has(one) && QUOTES.has(other)) && !(other === "horizontal_rule" && written.startsWith("-"));
  if (other === "paragraph") return QUOTES.has(one) && /(?:^|\n)>$/.test(above.written);
  if (other === "table") return one === "paragraph";
  if (!LISTS.has(other) || !PROSE.has(one)) return false;
  return (isInItem ? /^(?:[-*+]|1[.)])(?:\s|$)/ : /^(?:[-*+]|1[.)]) +\S/).test(written);
}

function writeCodeBlock(node) {
  const language = node.attrs.language.replace(/[\r\n]+/g, " ").trim();
  const sign = language.includes("`") ? "~" : "`";
  const runs = node.textContent.match(new RegExp(`${sign}+`, "g")) ?? [];
  const fence = sign.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [fence + language, ...(node.textContent ? [node.textContent] : []), fence].join("\n");
}

function writeTable(node, context) {
  const rows = [];
  node.forEach((row) => rows.push(writeRow(row, context)));
  const marks = { left: ":--", center: ":-:", right: "--:" };
  const rule = [];
  node.firstChild.forEach((cell) => rule.push(marks[cell.attrs.alignment] ?? "---"));
  const lines = rows.map((cells) => `| ${rule.map((mark, at) => cells[at] ?? "").join(" | ")} |`);
  lines.splice(1, 0, `| ${rule.join(" | ")} |`);
  return lines.join("\n");
}

function writeRow(row, context) {
  const cells = [];
  row.forEach((cell) => cells.push(writeInline(cell.content, { ...context, isOneLine: true }).replaceAll("|", "\\|")));
  return cells;
}

// Pictures stand line by line, the words apart from them; words alone are no gallery.
function writeGallery(node, context, name) {
  const blocks = listBlocks(node, { ...inBox(context), isGallery: true });
  const list = (isPicture, between) => blocks.filter(({ node: { type } }) => (type.name === "picture") === isPicture).map(({ written }) => written).join(between);
  const [pictures, words] = [list(true, "\n"), list(false, "\n\n")];
  return pictures ? contain(name, words ? `${pictures}\n\n${words}` : pictures) : words;
}

function contain(name, written) {
  return `::: ${name}\n${written}\n:::`;
}

// A fence that its author left open would take in all that follows.
function closeFence(source) {
  let fence = "";
  for (const line of source.split("\n")) {
    const run = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (!run) continue;
    if (!fence) fence = run[1][0] === "`" && run[2].includes("`") ? "" : run[1];
    else if (run[1].startsWith(fence) && !run[2].trim()) fence = "";
  }
  return fence ? `${source}\n${fence}` : source;
}
