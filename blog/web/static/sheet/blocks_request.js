// Asks the server how it reads a text, block by block: there is one reader of Markdown, and it is not here.
import { openDocument } from "./opening.js";

export class BlocksRequest {
  static #patience = 10000;

  #address;
  #form;

  constructor(address, form) {
    this.#address = address;
    this.#form = form;
  }

  // Returns the text as a document; raises where the server does not answer, or answers otherwise.
  async read(text) {
    return openDocument(await this.#ask(text));
  }

  async #ask(text, isAgain = false) {
    const body = new URLSearchParams({ text, csrf_token: this.#form.elements.csrf_token.value });
    const answer = await fetch(this.#address, { method: "POST", body, signal: AbortSignal.timeout(BlocksRequest.#patience) });
    if (answer.ok && !answer.redirected) return answer.json();
    if (isAgain || answer.status >= 500 || !(await this.#renewToken())) throw new Error(`blocks: ${answer.status}`);
    return this.#ask(text, true);
  }

  async #renewToken() {
    const answer = await fetch(this.#form.dataset.token);
    if (!answer.ok || answer.redirected) return false;
    const { token } = await answer.json();
    for (const field of document.querySelectorAll("[name='csrf_token']")) field.value = token;
    return true;
  }
}
