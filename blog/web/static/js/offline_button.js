// A button keeps the article for reading without network, where the browser can; a kept article is brought up to date.
// Without this script there is no button, and nothing is kept.
const CANNOT = !("serviceWorker" in navigator && "caches" in window && isSecureContext);

class Offline {
  #lines;
  #address;
  #module;

  constructor(lines) {
    this.#lines = lines;
    ({ address: this.#address, module: this.#module } = lines[0].dataset);
    for (const line of lines) line.querySelector("button").addEventListener("click", () => this.#turn());
    this.#begin();
  }

  async #begin() {
    try {
      await this.#show();
    } catch {
      return; // A browser that refuses its store, as some private windows do, gets no button.
    }
    for (const line of this.#lines) line.querySelector("button").hidden = false;
    const { kept } = document.documentElement.dataset;
    if (kept) this.#tellCopy(kept);
    else if (await this.#isKept()) (await import(this.#module)).refresh(this.#address).catch(() => {});
  }

  #isKept() {
    return caches.has(`kept ${this.#address}`);
  }

  async #show(word) {
    const isKept = await this.#isKept();
    for (const line of this.#lines) {
      const [button, state] = [line.querySelector("button"), line.querySelector("[role=status]")];
      button.querySelector("span").textContent = isKept ? button.dataset.remove : button.dataset.keep;
      line.querySelector("a").hidden = !isKept;
      state.textContent = word ? state.dataset[word] : "";
    }
  }

  async #turn() {
    await this.#show("busy");
    try {
      const { keep, remove } = await import(this.#module);
      const isKept = await this.#isKept();
      await (isKept ? remove : keep)(this.#address);
      await this.#show(isKept ? "removed" : "kept");
    } catch (error) {
      const words = { QuotaExceededError: "full", SecurityError: "refused", NotAllowedError: "refused" };
      await this.#show(words[error.name] ?? "failed").catch(() => {});
    }
  }

  #tellCopy(kept) {
    const notice = document.createElement("p");
    notice.className = "notice notice--warn";
    const day = new Date(kept).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    notice.textContent = this.#lines[0].dataset.copy.replace("{day}", day);
    document.querySelector("main").prepend(notice);
  }
}

const lines = document.querySelectorAll('[data-behaviour="offline_button"]');
if (lines.length && !CANNOT) new Offline([...lines]);
