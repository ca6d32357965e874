// Sets of marks on words, as marks that stand within each other.
import { SPACE } from "./escaping.js";

const SPACES = new RegExp(`^(${SPACE}*)([^]*?)(${SPACE}*)$`, "u");

// Returns pieces: words, sources, and the beginnings and ends of marks.
export function nestMarks(items, context, writeLink) {
  return new Nesting(context, writeLink).nest(items, [], { before: "", after: "", inLink: false });
}

class Nesting {
  #context;
  #writeLink;
  #count = 0;

  constructor(context, writeLink) {
    this.#context = context;
    this.#writeLink = writeLink;
  }

  // `active` are the marks that stand around all of the items; `around` what is written beside them.
  nest(items, active, around) {
    const pieces = [];
    for (let at = 0; at < items.length;) {
      const [mark, end] = longest(items, at, active);
      if (!mark) pieces.push(leaf(items[at], around));
      else pieces.push(...this.#wrap(mark, items.slice(at, end), active, beside(items, at, end, around)));
      at = mark ? end : at + 1;
    }
    return pieces;
  }

  #wrap(mark, items, active, around) {
    return mark.type.name === "link" ? this.#wrapLink(mark, items, active, around) : this.#wrapSigns(mark, items, active, around);
  }

  #wrapLink(mark, items, active, around) {
    const inner = () => this.nest(items, [...active, mark], { ...around, inLink: true });
    const isMarked = items[0].marks.some((one) => one !== mark && !has(active, one));
    const [before, after] = isMarked ? ["*", "*"] : [around.before, around.after];
    const { whole, close } = this.#writeLink(mark, items, before, after, this.#context);
    if (whole !== undefined) return this.#nestWhole(mark, items, active, whole, around);
    return [{ kind: "source", source: "[" }, ...inner(), { kind: "source", source: close }];
  }

  // An address without brackets: marks on a part of it would need some.
  #nestWhole(mark, items, active, source, around) {
    const marks = items[0].marks.filter((one) => one !== mark);
    return this.nest([{ source, words: source, marks }], active, around);
  }

  // Spaces and line breaks at the ends stand outside of the signs, which would be none beside them.
  #wrapSigns(mark, items, active, around) {
    const [lead, core, trail] = partSpaces(items, [...active, mark]);
    const within = [...active, mark];
    const id = (this.#count += 1);
    const signs = (isOpening) => ({ kind: "mark", mark: mark.type.name, isOpening, id });
    const inner = core.length ? [signs(true), ...this.nest(core, within, { ...around, before: "*", after: "*" }), signs(false)] : [];
    return [...lead.map((item) => leaf(item, around)), ...inner, ...trail.map((item) => leaf(item, around))];
  }
}

function leaf(item, { inLink }) {
  return item.source === undefined ? { kind: "words", words: item.words, inLink } : { kind: "source", source: item.source };
}

const has = (marks, mark) => marks.some((one) => one.eq(mark));

// The mark that begins at an item and reaches farthest, and where it ends; a link is never cut in two.
function longest(items, at, active) {
  const found = items[at].marks.filter((mark) => !has(active, mark)).map((mark) => [mark, extent(items, at, mark)]);
  const link = found.find(([mark]) => mark.type.name === "link");
  const whole = found.map(([mark, end]) => [mark, mark.type.name === "link" ? end : uncut(items, at, end, active)]);
  const fit = whole.filter(([mark, end]) => end > at && (!link || mark === link[0] || end >= link[1]));
  return fit.reduce((best, one) => (one[1] > best[1] ? one : best), [null, at]);
}

function extent(items, at, mark) {
  const rest = items.slice(at).findIndex((item) => !has(item.marks, mark));
  return rest < 0 ? items.length : at + rest;
}

// Where a mark ends that must not end within a link.
function uncut(items, at, end, active) {
  const link = items[end - 1].marks.find((mark) => mark.type.name === "link" && !has(active, mark));
  if (!link || end === items.length || !has(items[end].marks, link)) return end;
  let start = end - 1;
  while (start > at && has(items[start - 1].marks, link)) start -= 1;
  return start;
}

const shown = (item) => item?.words ?? item?.source ?? "";

// What stands beside a stretch of items, as far as it is known before the signs are chosen.
function beside(items, start, end, around) {
  const before = start > 0 ? signOr(items[start - 1], items[start]) : around.before;
  const after = end < items.length ? signOr(items[end], items[end - 1]) : around.after;
  return { ...around, before: before.slice(-1), after };
}

// Words beside others, or the sign of a mark that stands between them.
function signOr(item, other) {
  return item.marks.some((mark) => mark.type.name !== "link" && !has(other.marks, mark)) ? "*" : shown(item);
}

// The spaces and line breaks at both ends of items that have no further mark.
function partSpaces(items, active) {
  const queue = items.flatMap((item) => splitSpaces(item, active));
  const isBlank = (item) => item.isBreak || item.isSpace;
  const first = queue.findIndex((item) => !isBlank(item));
  if (first < 0) return [queue, [], []];
  const last = queue.findLastIndex((item) => !isBlank(item));
  return [queue.slice(0, first), queue.slice(first, last + 1), queue.slice(last + 1)];
}

function splitSpaces(item, active) {
  if (item.words === undefined || item.isCode) return [item];
  if (item.marks.some((mark) => mark.type.name === "link" && !has(active, mark))) return [item];
  if (item.source !== undefined) return [{ ...item, isSpace: item.source === "\n" || item.source === " " }];
  const [, lead, core, trail] = SPACES.exec(item.words);
  const spaces = (words) => (words ? [{ ...item, words, isSpace: true }] : []);
  return [...spaces(lead), ...(core ? [{ ...item, words: core }] : []), ...spaces(trail)];
}

// Words beside words are one piece, so that each sign knows its neighbours.
export function joinPlain(pieces) {
  const joined = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === "words" && last?.kind === "words" && last.inLink === piece.inLink) last.words += piece.words;
    else joined.push({ ...piece });
  }
  return joined;
}
