// What is pasted from a page or a document keeps paragraphs, headings, links and lists; an address pasted over words becomes their link.
// Without this it comes as plain text: paragraphs, headings, links and lists are set by hand.
class RichPaste {
  static #structure = /<(?:h[1-6]|li|table|a|b|strong|em|i|s|del|ins|sup|sub|blockquote|pre|code|img|iframe)[\s>]|font-weight: ?(?:bold|[6-9]00)|font-style: ?italic|mso-list/i;
  static #blocks = /<(?:p|div|h[1-6]|li|tr|section|article|dt|dd|br)[\s/>]/gi;
  // Editors of code put each line into a block of its own.
  static #code = /white-space: ?pre[;"']/i;
  static #fence = /^[ >\t]*(?:```|~~~)/;
  static #signs = /^\s*(?:[-*+>#|]|\d+[.)]|```|~~~| {4}|\t)/;
  static #containers = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)]) ) ?)*/;
  static #item = /(?:[-*+]|\d{1,9}[.)]) +$/;
  static #pause = 5000;

  #text;
  #address;
  #form;
  #note;

  constructor(text, address, note) {
    this.#text = text;
    this.#address = address;
    this.#form = text.form;
    this.#note = note;
    note.querySelector("button").addEventListener("click", () => this.#close());
    this.#text.addEventListener("paste", (event) => this.#take(event));
    this.#text.addEventListener("convert", (event) => this.#offer(event));
  }

  // For the rich sheet, which puts in itself what comes of the clipboard's HTML.
  #offer(event) {
    const { html, plain, put } = event.detail;
    if (!this.#isRich(html)) return;
    event.preventDefault();
    this.#convert(html, plain, put);
  }

  #take(event) {
    if (this.#link(event)) return;
    if (event.defaultPrevented || this.#isInCode()) return;
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain");
    if (this.#isRich(html)) {
      event.preventDefault();
      this.#convert(html, plain);
    } else if (!RichPaste.#code.test(html) && this.#isUnparted(plain)) {
      event.preventDefault();
      this.#insert(plain.trim().replace(/\s*\n\s*/g, "\n\n"));
    } else if (/\n/.test(plain.trim()) && this.#lead()) {
      event.preventDefault();
      this.#insert(plain.trim().replace(/\r\n?/g, "\n"));
    }
  }

  #isRich(html) {
    const blocks = html.match(RichPaste.#blocks)?.length ?? 0;
    return !RichPaste.#code.test(html) && (RichPaste.#structure.test(html) || blocks >= 2);
  }

  // Paragraphs that a program parted by single line ends; lines broken at one width, lists and tables are none.
  #isUnparted(plain) {
    const lines = plain.trim().replace(/\r\n?/g, "\n").split("\n");
    if (lines.length < 2 || lines.some((line) => !line.trim() || RichPaste.#signs.test(line))) return false;
    const [longest, others] = [Math.max(...lines.map((line) => line.length)), lines.slice(0, -1)];
    const isWrapped = longest <= 90 && others.every((line) => line.length > longest * 0.7);
    return !(isWrapped && others.some((line) => !/[.!?:…"”»)]\s*$/.test(line)));
  }

  #isInCode() {
    const above = this.#text.value.slice(0, this.#text.selectionStart).split("\n");
    return above.filter((words) => RichPaste.#fence.test(words)).length % 2 === 1;
  }

  #link(event) {
    const { selectionStart: start, selectionEnd: end, value } = this.#text;
    const address = event.clipboardData.getData("text/plain").trim();
    const words = value.slice(start, end);
    if (!words.trim() || /[\n[\]]|^https?:/.test(words) || !/^https?:\/\/[^\s()<>]+$/.test(address)) return false;
    event.preventDefault();
    this.#insert(`[${words}](${address})`);
    return true;
  }

  async #convert(html, plain, put = ({ markdown }) => this.#insert(markdown || plain)) {
    const body = new URLSearchParams({ html, first_note: this.#nextNote(), csrf_token: this.#form.elements.csrf_token.value });
    this.#text.readOnly = true;
    let said = {};
    try {
      const answer = await fetch(this.#address, { method: "POST", body, signal: AbortSignal.timeout(RichPaste.#pause) });
      if (answer.ok && !answer.redirected) said = await answer.json();
    } catch {
      // The line is down: the plain words are better than none.
    }
    this.#text.readOnly = false;
    put(said);
    if (said.note) this.#tell(said.note);
  }

  // Footnotes that are pasted go on after those of the text.
  #nextNote() {
    const used = [...this.#text.value.matchAll(/\[\^(\d{1,4})\]/g)].map((note) => Number(note[1]));
    return Math.min(Math.max(0, ...used) + 1, 9999);
  }

  // What was left out stays said until it is closed.
  #tell(words) {
    const said = this.#note.querySelector("p");
    said.textContent = said.textContent.includes(words) ? said.textContent : `${said.textContent} ${words}`.trim();
    this.#note.classList.add("notice", "notice--warn");
    this.#note.querySelector("button").hidden = false;
  }

  #close() {
    this.#note.querySelector("p").textContent = "";
    this.#note.classList.remove("notice", "notice--warn");
    this.#note.querySelector("button").hidden = true;
    this.#text.focus();
  }

  #insert(words) {
    const { selectionStart: start, selectionEnd: end } = this.#text;
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail: { end, ...this.#fit(words, start, end) } }));
  }

  // Blocks stand apart from the words around them, and go on in the quote or item in which the caret stands.
  #fit(words, start, end) {
    const { value } = this.#text;
    const before = value.slice(value.lastIndexOf("\n", start - 1) + 1, start);
    const isBlock = RichPaste.#signs.test(words);
    if (!isBlock && !words.includes("\n")) return { start, words };
    if (/^\s*\|/.test(before)) return { start, words: words.replace(/\s*\n\s*/g, " ") };
    const signs = this.#lead();
    const isEmptyItem = before === signs && /^(?:[-*+]|\d{1,9}[.)]) /.test(words) && RichPaste.#item.exec(signs);
    const onward = (isEmptyItem ? signs.slice(0, isEmptyItem.index) : signs).replace(/[^>\s]/g, " ");
    const apart = `\n${onward.trimEnd()}\n${onward}`;
    const lines = words.split("\n").map((line, at) => (line.trim() ? (at ? onward : "") : onward.trimEnd()) + line);
    const head = (isBlock && before.slice(signs.length).trim() ? apart : "") + lines.join("\n");
    const [rest, next] = value.slice(end).split("\n");
    const from = isEmptyItem ? start - isEmptyItem[0].length : start;
    return { start: from, words: head + (rest.trim() ? apart : next?.trim() ? `\n${onward.trimEnd()}` : ""), from: from + head.length };
  }

  // The signs of the quotes and items in which the caret stands.
  #lead() {
    const { selectionStart, value } = this.#text;
    return RichPaste.#containers.exec(value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart))[0];
  }
}

for (const element of document.querySelectorAll("[data-paste]")) {
  const note = element.querySelector("[data-paste-note]");
  new RichPaste(document.getElementById(element.dataset.text), element.dataset.paste, note);
}
