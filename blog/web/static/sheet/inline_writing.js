// The words of one block, with their marks, as Markdown.
import { Mark } from "prosemirror-model";
import { showAddress } from "./addresses.js";
import { escapeWords, isDigit, isPunctuation, isSpace, writeCode, writeDestination, writeTitle } from "./escaping.js";
import { joinPlain, nestMarks } from "./mark_nesting.js";

// What may stand between < and > as an address of mail (CommonMark 6.5).
const MAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-zA-Z\d](?:[a-zA-Z\d-]*[a-zA-Z\d])?(?:\.[a-zA-Z\d](?:[a-zA-Z\d-]*[a-zA-Z\d])?)*$/;
const SIGNS = { strong: "**", strike: "~~", em: "*" };

// `context` is { labels, labelOf, isOneLine }: names of definitions as they are written, by how they compare, the label of each footnote, whether lines may end.
export function writeInline(content, context) {
  const pieces = joinPlain(nestMarks(listItems(content, context), context, writeLink));
  return trimLines(writeMarks(escapePieces(pieces, context)));
}

// One item for each text, note and line break: its source where that is settled, else its words.
function listItems(content, context) {
  const items = [];
  content.forEach((node) => {
    const item = readItem(node, context);
    const last = items.at(-1);
    if (item.code && last?.code && Mark.sameSet(item.marks, last.marks)) last.code += item.code;
    else items.push(item);
  });
  return items.map((item) => (item.code ? { ...item, source: writeCode(item.code) } : item));
}

function readItem(node, context) {
  const marks = node.marks.filter((mark) => mark.type.name !== "literal");
  if (node.type.name === "hard_break") return { source: context.isOneLine ? " " : "\\\n", isBreak: true, marks };
  if (node.type.name === "footnote") return { source: `[^${context.labelOf(node)}]`, isNote: true, marks: marks.filter((mark) => mark.type.name !== "link") };
  const code = marks.find((mark) => mark.type.name === "code");
  if (code) return { code: node.text, isCode: true, marks: marks.filter((mark) => mark !== code) };
  const source = readLiteral(node, context);
  return source === null ? { words: node.text, marks } : { source, words: node.text, marks };
}

// How words were written, if they are still the same words; two of them side by side are one text.
function readLiteral(node, context) {
  const literal = node.marks.find((mark) => mark.type.name === "literal");
  if (!literal) return null;
  const { source, text } = literal.attrs;
  const count = node.text.length / text.length;
  if (text.repeat(Math.max(1, Math.floor(count))) !== node.text) return null;
  return (context.isOneLine && source === "\n" ? " " : source).repeat(count);
}

// The brackets around the words of a link, or the address alone where it was written so.
function writeLink(mark, items, before, after, context) {
  const { href, title, reference, auto } = mark.attrs;
  const words = items.map((item) => item.words ?? "\n").join("");
  const isAddress = auto && items.every((item) => !item.isCode && !item.isNote && Mark.sameSet(item.marks, items[0].marks));
  const bare = isAddress ? writeAddress(mark.attrs, words, before, after) : null;
  if (bare !== null) return { whole: bare };
  if (reference === null || !context.labels.has(reference)) return { close: `](${writeDestination(href)}${oneLine(writeTitle(title), context)})` };
  return { close: isPlain(items) && normalizeLabel(words) === reference && !/^[([:]/.test(after) ? "]" : `][${context.labels.get(reference)}]` };
}

// Whether words stand in brackets as they are.
const isPlain = (items) => items.every(({ words, source }) => words !== undefined && source === undefined && /^[\p{L}\p{N} ]*$/u.test(words));

// As the server compares names of links.
export function normalizeLabel(name) {
  return name.trim().replace(/\s+/g, " ").toLowerCase().toUpperCase();
}

const oneLine = (words, { isOneLine }) => (isOneLine ? words.replaceAll("\n", " ") : words);

// An address that is its own words, bare where nothing beside it can be taken for a part of it.
function writeAddress({ href, auto }, words, before, after) {
  const isMail = href === `mailto:${words}`;
  const isFree = auto === "linkify" && isEdge(before, /^[ \n(]$/) && /^[.,;:!?)]*(?:[ \n]|$)/.test(after) && /^[\w\-./~?#=&%+:@]*[a-zA-Z\d/]$/.test(words);
  const isHost = href === `https://${words}` && /^www\./i.test(words);
  if (isFree && (href === words || ((isMail || isHost) && !words.includes("_")))) return words;
  if (isMail) return MAIL.test(words) ? `<${words}>` : null;
  return /^(?:https?|mailto|tel):/i.test(href) && showAddress(href) === words && !/[<>\s]/.test(href) ? `<${href}>` : null;
}

const isEdge = (sign, allowed) => sign === "" || allowed.test(sign);

const firstSign = (piece) => (piece ? [...(piece.written ?? piece.source ?? piece.words ?? "*")][0] ?? "" : "");
const lastSign = (piece) => (piece ? [...(piece.written ?? piece.source ?? piece.words ?? "*")].at(-1) ?? "" : "");

function escapePieces(pieces, context) {
  const plain = pieces.map((piece) => (piece.kind === "words" ? piece.words : "\ufffc")).join("");
  const around = { hasReferences: context.labels.size > 0, hasLinks: plain.includes("](") };
  return pieces.map((piece, at) => {
    if (piece.kind !== "words") return piece;
    const beside = { ...around, before: lastSign(pieces[at - 1]), after: firstSign(pieces[at + 1]), inLink: piece.inLink || context.isLinked };
    const written = escapeWords(piece.words, beside);
    return { ...piece, written: beside.inLink ? written : guardAddresses(written, beside.after) };
  });
}

// A bare address takes in all signs up to the next space: where that is more than itself it stands between signs, or is none.
function guardAddresses(written, after) {
  const part = (run) => run.replaceAll("://", "\\://");
  return written.replace(/(?<![a-z\d.+-])(?:https?|ftp):\/\/[^\s<>]*/gi, (run, at) => {
    if (!run.includes("\\") && (at + run.length < written.length || isSpace(after))) return run;
    const [address] = /^https?:\/\/[\w-]+(?:\.[\w-]+)+(?:[:/?#](?:[\w\-./~?#=&%+:@]*[a-z\d/])?)?(?<=[a-z\d/])/i.exec(run) ?? [];
    if (!address || showAddress(address) !== address || written[at - 1] === "\\") return part(run);
    return `<${address}>${part(run.slice(address.length))}`;
  });
}

// Joins the pieces with signs that the server reads as marks (CommonMark 6.2): where a sign stands between a letter and
// punctuation it would be none, and the letter becomes an entity, which is punctuation.
function writeMarks(pieces) {
  const settled = pieces.map((piece, at) => (piece.kind === "mark" ? { ...piece, written: SIGNS[piece.mark] ?? "", at } : { ...piece }));
  chooseUnderscores(settled);
  settled.forEach((piece, at) => piece.kind === "mark" && settle(settled, at));
  return settled.map((piece) => piece.written ?? piece.source).join("");
}

// Two signs of emphasis side by side would be read as one run.
function chooseUnderscores(pieces) {
  const isStar = (piece) => piece?.kind === "mark" && piece.written.startsWith("*");
  for (const [at, piece] of pieces.entries()) {
    if (piece.mark !== "em" || !piece.isOpening) continue;
    const end = pieces.findIndex((other) => other.kind === "mark" && !other.isOpening && other.id === piece.id);
    const beside = [pieces[at - 1], pieces[at + 1], pieces[end - 1], pieces[end + 1]];
    if (beside.some(isStar)) piece.written = pieces[end].written = "_";
  }
}

function settle(pieces, at) {
  const piece = pieces[at];
  const [outer, inner] = piece.isOpening ? [pieces[at - 1], pieces[at + 1]] : [pieces[at + 1], pieces[at - 1]];
  const [outside, inside] = piece.isOpening ? [lastSign(outer), firstSign(inner)] : [firstSign(outer), lastSign(inner)];
  const isBound = !isSpace(outside) && !isPunctuation(outside);
  const isProduct = piece.written === "*" && isDigit(outside) && isDigit(inside);
  if (isBound && (isProduct || isPunctuation(inside) || piece.written === "_") && outer.kind === "words") encode(outer, piece.isOpening);
}

// Makes the last or the first sign of written words an entity; a backslash before it stays one.
function encode(piece, isLast) {
  const signs = [...piece.written];
  const at = isLast ? signs.length - 1 : 0;
  const isEscape = /(?:^|[^\\])(?:\\\\)*\\$/.test(signs.slice(0, at).join(""));
  signs[at] = `${isEscape ? "\\" : ""}&#${signs[at].codePointAt(0)};`;
  piece.written = signs.join("");
}

// Spaces around the lines of a block mean nothing, and a break at its end is a backslash.
function trimLines(written) {
  const words = written.replace(/(?:\\\n|[ \t\n])+$/, "");
  return words.replace(/^[ \t]+/, "").replace(/(?<!\\)[ \t]+\n/g, "\n").replace(/\n[ \t]+/g, "\n").replace(/^\n+/, "");
}
