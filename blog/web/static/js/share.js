// A button copies the article's address.
// Without this script the button is hidden; the link that sends the address by e-mail stays.
class Share {
  #address;
  #button;
  #label;
  #status;

  constructor(line) {
    this.#address = line.dataset.address;
    this.#button = line.querySelector("button");
    this.#label = line.querySelector("[data-done]");
    this.#status = line.querySelector("[role=status]");
    this.#button.hidden = !navigator.clipboard;
    this.#button.addEventListener("click", () => this.#copy());
  }

  async #copy() {
    await navigator.clipboard.writeText(this.#address);
    this.#label.textContent = this.#status.textContent = this.#label.dataset.done;
  }
}

for (const line of document.querySelectorAll('[data-behaviour="share"]')) new Share(line);
