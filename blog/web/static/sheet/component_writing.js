// Pictures, rows of them, cards and buttons as Markdown (docs/markdown.md, components).
import { escapeWords, guardLines, writeDestination, writeTitle } from "./escaping.js";
import { writeInline } from "./inline_writing.js";

export const COMPONENT_WRITERS = { picture: writePicture, picture_row: writeRow, card: writeCard, button_card: writeButton };

function writePicture({ attrs }, context) {
  if (!attrs.key) return "";
  const beside = { before: "[", after: "]", inLink: true, hasReferences: context.labels.size > 0 };
  const alt = escapeWords(attrs.alt.replace(/\s+/g, " "), beside);
  const width = attrs.width && !context.isGallery ? `{.${attrs.width}}` : "";
  return `![${alt}](picture:${attrs.key}${writeTitle(attrs.caption.replace(/\s*\n\s*/g, " "))})${width}`;
}

// The width of a row is written behind its first picture.
function writeRow(row, context) {
  const pictures = [];
  row.forEach(({ attrs }, _offset, at) => pictures.push(writePicture({ attrs: { ...attrs, width: at ? "" : row.attrs.width } }, context)));
  return pictures.filter(Boolean).join(" ");
}

// The title of a card is Markdown that has no brackets; its text stands right below it, as a quote.
function writeCard({ attrs }) {
  const title = attrs.title.replace(/[[\]<>\s]+/g, " ").trim();
  const text = attrs.text.trim();
  if (!title && !text) return attrs.address;
  const quoted = text && guardLines(text).split("\n").map((line) => (line ? `\n> ${line}` : "\n>")).join("");
  return `[${title || attrs.address}](${attrs.address})${quoted}`;
}

function writeButton({ content, attrs }, context) {
  const words = writeInline(content, { ...context, isOneLine: true, isLinked: true });
  return words ? `[${words}](${writeDestination(attrs.address)}){.button}` : "";
}
