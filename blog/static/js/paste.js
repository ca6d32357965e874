// What is pasted from a page or a document keeps headings, links and lists; an address pasted over words becomes their link.
// Without this it comes as plain text: headings, links and lists are set by hand.
class RichPaste {
  static #structure = /<(?:h[1-6]|li|table|a|b|strong|em|i|blockquote|pre|code)[\s>]|font-weight: ?(?:bold|[6-9]00)|font-style: ?italic|mso-list/i;
  static #pause = 5000;

  #text;
  #address;
  #form;

  constructor(text, address) {
    this.#text = text;
    this.#address = address;
    this.#form = text.form;
    this.#text.addEventListener("paste", (event) => this.#take(event));
  }

  #take(event) {
    if (this.#link(event)) return;
    const html = event.clipboardData.getData("text/html");
    if (event.defaultPrevented || !RichPaste.#structure.test(html)) return;
    event.preventDefault();
    this.#convert(html, event.clipboardData.getData("text/plain"));
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

  async #convert(html, plain) {
    const body = new URLSearchParams({ html, csrf_token: this.#form.elements.csrf_token.value });
    this.#text.readOnly = true;
    let said = {};
    try {
      const answer = await fetch(this.#address, { method: "POST", body, signal: AbortSignal.timeout(RichPaste.#pause) });
      if (answer.ok && !answer.redirected) said = await answer.json();
    } catch {
      // The line is down: the plain words are better than none.
    }
    this.#text.readOnly = false;
    this.#insert(said.markdown || plain);
    const status = this.#form.querySelector("[data-kept]");
    if (said.note && status) status.textContent = said.note;
  }

  #insert(words) {
    const { selectionStart: start, selectionEnd: end } = this.#text;
    this.#text.dispatchEvent(new CustomEvent("rewrite", { detail: { start, end, words } }));
  }
}

for (const element of document.querySelectorAll("[data-paste]")) {
  new RichPaste(document.getElementById(element.dataset.text), element.dataset.paste);
}
