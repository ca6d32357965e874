// Words as the Markdown that means just these words; docs/markdown.md names what differs from CommonMark.
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}]/u;
const DIGIT = /\p{Nd}/u;
const ENTITY = /^&(?:#(?:[xX][\da-fA-F]{1,6}|\d{1,7})|[A-Za-z][A-Za-z\d]{1,31});/;
const AUTOLINK = /^<[A-Za-z\d.!#$%&'*+/=?^_`{|}~-][^\s<>]*?(?:[:@]|$)/;

// What the server takes for a space (CommonMark 2.1); U+FEFF, which \s has too, is none.
export const SPACE = "[ \\t\\n\\v\\f\\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]";
const IS_SPACE = new RegExp(SPACE, "u");

// Whether a sign before or after words is a space, a sign of punctuation, or belongs to a word; none is a space.
export const isSpace = (sign) => !sign || IS_SPACE.test(sign);
export const isDigit = (sign) => DIGIT.test(sign);
export const isPunctuation = (sign) => /[\p{P}\p{S}]/u.test(sign);

// `around` tells what stands beside the words: { before, after, inLink, hasReferences, hasLinks }.
export function escapeWords(words, around) {
  let written = "";
  for (let at = 0; at < words.length; at += 1) {
    written += isSign(words, at, around) ? `\\${words[at]}` : words[at];
  }
  return written;
}

function isSign(words, at, around) {
  const [sign, before, after] = [words[at], words[at - 1], words[at + 1]];
  const rule = RULES[sign];
  return rule !== undefined && rule(before, after, words.slice(at), { ...around, isFirst: at === 0, isLast: at === words.length - 1 });
}

const isApart = (before, after) => before === " " && after === " ";
const isWithin = (kind, before, after) => before !== undefined && after !== undefined && kind.test(before) && kind.test(after);

const RULES = {
  "\\": (before, after) => after === undefined || after === "\n" || PUNCTUATION.test(after),
  "`": () => true,
  "*": (before, after) => !isApart(before, after) && !isWithin(DIGIT, before, after),
  _: (before, after) => !isApart(before, after) && !isWithin(WORD, before, after),
  "~": (before, after, rest, around) => before === "~" || after === "~" || (around.isFirst && around.before !== "") || (around.isLast && around.after !== ""),
  "[": (before, after, rest, around) => around.inLink || around.hasReferences || around.hasLinks || after === "^" || after === "!" || after === undefined,
  "]": (before, after, rest, around) => around.inLink || around.hasReferences,
  "!": (before, after, rest, around) => around.isLast && around.after === "[",
  "<": (before, after, rest) => after === undefined || AUTOLINK.test(rest),
  "&": (before, after, rest) => ENTITY.test(rest),
  ":": (before, after, rest, around) => around.isFirst && around.before === "]",
  "(": (before, after, rest, around) => around.isFirst && around.before === "]",
  "{": (before, after) => after === ".",
};

// At the start of a line these signs begin another block than a paragraph, or make one of the line above.
const BLOCKS = [
  /^#{1,6}(?=[ \t\n]|$)/,
  /^>/,
  /^[-+*](?=[ \t\n]|$)/,
  /^=+[ \t]*(?=\n|$)/,
  /^-+[ \t]*(?=\n|$)/,
  /^([-*_])(?:[ \t]*\1){2,}[ \t]*(?=\n|$)/,
  /^[-:|][-:| \t]*(?=\n|$)/,
  /^:{3,}/,
  /^~{3,}/,
  /^\[(?:\\.|[^\]\\])+\]:/,
];
const NUMBER = /^(\d{1,9})([.)])(?=[ \t\n]|$)/;
const SPEAKER = /^(?:-{2,3}|[–—])[ \t]+\S/;

// Returns a paragraph whose lines begin nothing else; one of a pull quote does not name a speaker either.
export function guardLines(written, isPulled = false) {
  const lines = written.split("\n");
  return lines.map((line, at) => guardLine(line, [line, ...lines.slice(at + 1)].join("\n"), isPulled)).join("\n");
}

function guardLine(line, rest, isPulled) {
  if (NUMBER.test(line)) return line.replace(NUMBER, "$1\\$2");
  if (isPulled && SPEAKER.test(line)) return line.startsWith("-") ? `\\${line}` : `&#${line.codePointAt(0)};${line.slice(1)}`;
  return BLOCKS.some((block) => block.test(rest)) ? `\\${line}` : line;
}

// Signs at the end of a heading that would be taken for its close.
export function guardHeading(written) {
  return written.replace(/(^|[ \t])(#+[ \t]*)$/, "$1\\$2");
}

// Where a link leads, as it stands between its brackets.
export function writeDestination(href) {
  const address = href.replace(/[\s\x00-\x20\x7f]/g, (sign) => encodeURIComponent(sign)).replace(/&/g, (sign, at, all) => (ENTITY.test(all.slice(at)) ? "\\&" : sign));
  if (address && !/[()<>\\]/.test(address.replaceAll("\\&", ""))) return address;
  return `<${address.replace(/\\(?!&)/g, "\\\\").replace(/[<>]/g, "\\$&")}>`;
}

// The words behind a link's address or a picture's: its title, or its caption.
export function writeTitle(title) {
  if (!title) return "";
  const line = title.replace(/\s*\n\s*/g, "\n").trim();
  const words = line.replace(/[\\"&]/g, (sign, at, all) => {
    if (sign === "&") return ENTITY.test(all.slice(at)) ? "\\&" : sign;
    return sign === '"' || at === all.length - 1 || PUNCTUATION.test(all[at + 1]) ? `\\${sign}` : sign;
  });
  return ` "${words}"`;
}

// Code between as many backticks as it needs.
export function writeCode(code) {
  const line = code.replace(/\n/g, " ");
  const runs = (line.match(/`+/g) ?? []).map((run) => run.length);
  let count = 1;
  while (runs.includes(count)) count += 1;
  const isPadded = /^`|`$/.test(line) || (/^ .* $/.test(line) && line.trim() !== "");
  const [fence, pad] = ["`".repeat(count), isPadded ? " " : ""];
  return fence + pad + line + pad + fence;
}
