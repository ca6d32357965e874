// Enter makes a paragraph, goes on with a list, a task list or a quote, and leaves it on an empty line; Shift-Enter breaks the line.
// Without this the signs of Markdown are typed by hand: an empty line ends a paragraph, a list and a quote.
class EnterKey {
  static #item = /^([ \t]*)([-*+]|(\d{1,9})([.)]))( +|$)(\[[ xX]\] +)?/;
  static #quote = /^[ \t]*> ?/;
  static #rule = /^[ \t]*([-*_])([ \t]*\1){2,}[ \t]*$/;
  // A heading is one line: a break in it would end it all the same.
  static #heading = /^[ >\t]*#{1,6} /;
  static #fence = /^[ >\t]*(?:```|~~~)/;
  // Lines that go on by a line break alone: a row of a table, and a break that was set by hand.
  static #single = /^\s*\||(?: {2}|\\)$/;

  #text;

  constructor(text) {
    this.#text = text;
    text.addEventListener("keydown", (event) => this.#strike(event));
    text.addEventListener("leave", (event) => this.#step(event));
  }

  // Backspace right behind the signs of a line leaves the innermost list or quote.
  #step(event) {
    const line = this.#line(this.#text.selectionStart);
    const chain = this.#containers(line.words);
    const prefix = chain.map((part) => part.words).join("");
    if (!chain.length || this.#text.selectionStart - line.start !== prefix.length || this.#isCode(line)) return;
    event.preventDefault();
    this.#rewrite(this.#leave(line, chain, line.words.slice(prefix.length)));
  }

  #strike(event) {
    const isOther = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "Enter" || isOther || event.isComposing || event.defaultPrevented) return;
    const at = this.#text.selectionStart;
    const line = this.#line(at);
    const chain = this.#chain(line);
    const prefix = chain.map((part) => part.words).join("");
    if (at - line.start < prefix.trimEnd().length || this.#isCode(line)) return;
    const edit = this.#answer(line, chain, line.words.slice(prefix.length).trim() !== "", event.shiftKey);
    if (!edit) return;
    event.preventDefault();
    this.#rewrite(edit);
  }

  #rewrite(detail) {
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail }));
  }

  #answer(line, chain, hasWords, isShift) {
    if (isShift && !EnterKey.#heading.test(line.words)) return hasWords && this.#insert(`${EnterKey.#single.test(line.words) ? "" : "  "}\n${this.#onward(chain)}`);
    if (!chain.length) return EnterKey.#single.test(line.words) ? null : this.#paragraph(line);
    if (chain.at(-1).isFurther && !hasWords) return this.#replace(line.start - 1, line.end, this.#next(line, chain));
    return hasWords ? this.#replace(this.#text.selectionStart, this.#end(line, chain), this.#next(line, chain)) : this.#leave(line, chain);
  }

  // The quotes and items in which a line stands, outermost first, each with the signs that open it.
  #containers(words) {
    const chain = [];
    for (let rest = words; !EnterKey.#rule.test(rest); ) {
      const quote = EnterKey.#quote.exec(rest);
      const item = quote ? null : EnterKey.#item.exec(rest);
      if (!quote && !item) break;
      chain.push({ words: (quote ?? item)[0], item });
      rest = rest.slice(chain.at(-1).words.length);
    }
    return chain;
  }

  // The containers of a line; one that goes on in the item above after a line break stands in that too.
  #chain(line) {
    const chain = this.#containers(line.words);
    const pad = /^[ \t]*/.exec(line.words.slice(chain.map((part) => part.words).join("").length))[0];
    if (!pad || chain.at(-1)?.item) return chain;
    for (let above = this.#line(line.start - 1); above?.words.trim(); above = this.#line(above.start - 1)) {
      const { item, words } = this.#containers(above.words).at(chain.length) ?? {};
      const isInside = item && words.length - (item[6]?.length ?? 0) <= pad.length;
      if (isInside) return [...chain, { words: pad, item, isFurther: true }];
    }
    return chain;
  }

  // What a further line begins with to stand in all of these.
  #onward(chain) {
    return chain.map(({ words, item, isFurther }) => (isFurther ? words : item ? " ".repeat(words.length - (item[6]?.length ?? 0)) : `${words.trimEnd()} `)).join("");
  }

  #next(line, chain) {
    const { item } = chain.at(-1);
    const onward = this.#onward(chain);
    if (item) return `\n${this.#onward(chain.slice(0, -1))}${item[1]}${this.#sign(item)}`;
    return this.#isPull(line) ? `\n${onward}` : `\n${onward.trimEnd()}\n${onward}`;
  }

  // Where the text goes on behind a new item: an empty line between it and an inner list would part the two.
  #end(line, chain) {
    const { selectionEnd } = this.#text;
    const { item } = chain.at(-1);
    const below = this.#line(line.end + 1);
    if (!item || selectionEnd !== line.end || below?.words.trim() !== this.#onward(chain.slice(0, -1)).trim()) return selectionEnd;
    const inner = this.#containers(this.#line(below.end + 1)?.words ?? "").at(chain.length - 1)?.item;
    return inner?.[1].length > item[1].length ? below.end : selectionEnd;
  }

  #sign(item) {
    const sign = item[3] ? `${Number(item[3]) + 1}${item[4]}` : item[2];
    return sign + (item[5] || " ") + (item[6] ? "[ ] " : "");
  }

  // An empty item of a list within a list goes out one step; anything else ends, with an empty line, so that nothing joins it.
  #leave(line, chain, words = "") {
    const outer = this.#onward(chain.slice(0, -1));
    const parent = this.#parent(line, chain);
    if (parent) return this.#replace(line.start, line.end, outer + parent + words, outer.length + parent.length);
    let above = this.#line(line.start - 1);
    let { start } = line;
    if (!chain.at(-1).item && above && above.words.trim() === chain.map((part) => part.words).join("").trim()) {
      start = above.start;
      above = this.#line(start - 1);
    }
    const isApart = !above || above.words.trim() === outer.trim();
    const before = isApart ? outer : `${outer.trimEnd()}\n${outer}`;
    const below = this.#line(line.end + 1);
    const after = below?.words.trim() ? `\n${outer.trimEnd()}` : "";
    return this.#replace(start, line.end, before + words + after, before.length);
  }

  // The sign that goes on with the list in which this one stands, or nothing.
  #parent(line, chain) {
    const { item } = chain.at(-1);
    if (!item || !/\t| {2}/.test(item[1])) return "";
    for (let above = this.#above(line, chain); above; above = this.#above(above, chain)) {
      const last = this.#containers(above.words).at(-1)?.item;
      if (last && last[1].length < item[1].length) return last[1] + this.#sign(last);
      if (!last && above.isApart && !/^[ \t]/.test(above.words)) return "";
    }
    return "";
  }

  // The line above in the same list: one empty line may stand between, but ends a quote.
  #above(line, chain) {
    const near = this.#line(line.start - 1);
    if (!near || near.words.trim()) return near;
    const far = chain.every((part) => part.item) ? this.#line(near.start - 1) : null;
    return far?.words.trim() ? { ...far, isApart: true } : null;
  }

  #isPull(line) {
    let above = line;
    while (EnterKey.#quote.test(above.words) && above.start > 0) {
      if (/\[!pull\]/i.test(above.words)) return true;
      above = this.#line(above.start - 1);
    }
    return /^[> \t]*\[!pull\]/i.test(above.words);
  }

  // One empty line before the caret, and one behind it where the next line would join.
  #paragraph(line) {
    const { selectionStart, selectionEnd, value } = this.#text;
    const before = value.slice(0, selectionStart).replace(/[ \t]+$/, "");
    const after = value.slice(selectionEnd).replace(/^[ \t]+/, "");
    const indent = /^[ \t]*/.exec(line.words)[0].slice(0, line.words.trim() ? undefined : 0);
    const breaks = "\n".repeat(before.trim() ? Math.max(1, 2 - /\n*$/.exec(before)[0].length) : 1);
    const apart = /^\n[^\n]/.test(after) && after.trim() ? "\n" : "";
    const caret = before.length + breaks.length + indent.length;
    return { start: before.length, end: value.length - after.length, words: breaks + indent + apart, from: caret, to: caret };
  }

  #insert(words) {
    return this.#replace(this.#text.selectionStart, this.#text.selectionEnd, words);
  }

  #replace(start, end, words, caret = words.length) {
    return { start, end, words, from: start + caret, to: start + caret };
  }

  // The line around a place, or nothing outside of the text.
  #line(at) {
    const { value } = this.#text;
    if (at < 0 || at > value.length) return null;
    const start = value.lastIndexOf("\n", at - 1) + 1;
    const after = value.indexOf("\n", at);
    const end = after < 0 ? value.length : after;
    return { start, end, words: value.slice(start, end) };
  }

  #isCode(line) {
    const above = this.#text.value.slice(0, line.start).split("\n");
    return EnterKey.#fence.test(line.words) || above.filter((words) => EnterKey.#fence.test(words)).length % 2 === 1;
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='enter_key']")) new EnterKey(document.getElementById(place.dataset.text));
