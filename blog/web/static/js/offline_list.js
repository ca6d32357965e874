// Lists what this browser keeps of the site, and removes it.
// Without this script the page says that nothing is kept without it.
class OfflineList {
  #place;
  #shelf;
  #language = document.documentElement.lang;

  constructor(place) {
    this.#place = place;
    place.addEventListener("click", (event) => this.#press(event.target.closest("button")));
    this.#begin();
  }

  async #begin() {
    try {
      this.#shelf = await import(this.#place.dataset.module);
      await this.#show();
      if (this.#place.dataset.isFresh !== undefined) await this.#bringUpToDate();
    } catch {
      this.#part("words").textContent = this.#place.dataset.refused;
    }
  }

  #part(name) {
    return this.#place.querySelector(`[data-part="${name}"]`);
  }

  async #show() {
    const kept = await this.#shelf.list();
    const bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
    this.#part("list").replaceChildren(...kept.map((one) => this.#row(one)));
    this.#part("clear").hidden = kept.length === 0;
    this.#part("words").textContent = kept.length ? this.#place.dataset.sum.replace("{size}", this.#size(bytes)) : this.#place.dataset.nothing;
  }

  #row({ path, headline, at, bytes }) {
    const row = this.#part("row").content.firstElementChild.cloneNode(true);
    const [link, time] = [row.querySelector("a"), row.querySelector("time")];
    [link.href, link.textContent] = [path, headline];
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleString(this.#language, { dateStyle: "medium", timeStyle: "short" });
    row.querySelector("[data-part=size]").textContent = this.#size(bytes);
    const button = row.querySelector("button");
    button.value = path;
    button.querySelector("[data-part=headline]").textContent = headline;
    return row;
  }

  #size(bytes) {
    const units = ["kilobyte", "megabyte", "gigabyte"];
    const step = Math.min(2, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3) - 1));
    const style = { style: "unit", unit: units[step], maximumFractionDigits: step };
    return new Intl.NumberFormat(this.#language, style).format(Math.max(bytes / 1000 ** (step + 1), 0));
  }

  async #press(button) {
    if (!button) return;
    const said = this.#part("said");
    try {
      if (button.value) await this.#shelf.remove(button.value);
      else await this.#shelf.clear();
      await this.#show();
      said.textContent = button.value ? this.#place.dataset.removed : this.#place.dataset.cleared;
    } catch {
      said.textContent = this.#place.dataset.refused;
    }
    said.focus();
  }

  async #bringUpToDate() {
    const gone = [];
    for (const { path, headline } of await this.#shelf.list()) {
      const isThere = await this.#shelf.refresh(path).catch(() => true);
      if (!isThere) gone.push(headline);
    }
    if (gone.length === 0) return;
    await this.#show();
    this.#part("said").textContent = this.#place.dataset.withdrawn.replace("{headlines}", gone.join(" · "));
  }
}

for (const place of document.querySelectorAll('[data-behaviour="offline_list"]')) new OfflineList(place);
