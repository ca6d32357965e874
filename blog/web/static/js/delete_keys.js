// Backspace at the beginning of a paragraph and Delete at its end join it with its neighbour; behind the sign of an item or a quote Backspace leaves it.
// Without this they delete one sign: two lines without an empty one between them are one paragraph to readers, and signs come between words.
class DeleteKeys {
  static #lead = /^(?:[ \t]*(?:>|#{1,6} |[-*+] |\d{1,9}[.)] ))*(?:\[[ xX]\] )?[ \t]*/;
  // What is no running text: a table, a listing, a line between two parts, a footnote.
  static #other = /^\s*(?:\||```|~~~|([-*_])([ \t]*\1){2,}\s*$|\[\^[^\]]+\]:)/;

  #text;

  constructor(text) {
    this.#text = text;
    text.addEventListener("keydown", (event) => this.#strike(event));
  }

  #strike(event) {
    const isOther = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing;
    const { selectionStart: at, selectionEnd } = this.#text;
    if (isOther || event.defaultPrevented || at !== selectionEnd || !["Backspace", "Delete"].includes(event.key)) return;
    if (event.key === "Backspace" ? this.#isLeft() || this.#joinBefore(at) : this.#joinAfter(at)) event.preventDefault();
  }

  #isLeft() {
    return !this.#text.dispatchEvent(new CustomEvent("leave", { cancelable: true }));
  }

  #joinBefore(at) {
    const gap = /[^\n]( {2,})?\n\n$/.exec(this.#text.value.slice(0, at));
    return gap !== null && this.#join(at - 2 - (gap[1]?.length ?? 0), at);
  }

  #joinAfter(at) {
    const { value } = this.#text;
    const gap = /^[ \t]*\n(?:[ \t>]*\n)?/.exec(value.slice(at))?.[0];
    const line = gap && value.slice(at + gap.length).split("\n")[0];
    return Boolean(line && value[at - 1] && value[at - 1] !== "\n") && this.#join(at, at + gap.length + DeleteKeys.#lead.exec(line)[0].length);
  }

  // Takes out what parts two lines, unless one of them is no running text.
  #join(start, end) {
    const { value } = this.#text;
    const lines = [value.slice(value.lastIndexOf("\n", start - 1) + 1, start), value.slice(value.lastIndexOf("\n", end - 1) + 1).split("\n")[0]];
    if (lines.some((line) => DeleteKeys.#other.test(line))) return false;
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail: { start, end, words: "" } }));
    return true;
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='delete_keys']")) new DeleteKeys(document.getElementById(place.dataset.text));
