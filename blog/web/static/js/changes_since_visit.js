// Who comes back to an article that has changed sees what changed, in a quiet line above the text.
// The browser alone remembers which version was read; the server stores nothing and sets no cookie.
// Without this script the article's foot still says that it was updated, and leads to all versions.
const SHELF = "versions-read";
const MOST = 300;

class ChangesSinceVisit {
  #slot;

  constructor(slot) {
    this.#slot = slot;
    const { address, version } = slot.dataset;
    const known = this.#readShelf();
    const seen = known.find(([place]) => place === address)?.[1];
    this.#writeShelf([[address, version], ...known.filter(([place]) => place !== address)].slice(0, MOST));
    if (seen && seen !== version) this.#tell(address, seen);
  }

  #readShelf() {
    try {
      const known = JSON.parse(localStorage.getItem(SHELF) ?? "[]");
      return Array.isArray(known) ? known.filter(Array.isArray) : [];
    } catch {
      return [];
    }
  }

  #writeShelf(known) {
    try {
      localStorage.setItem(SHELF, JSON.stringify(known));
    } catch {
      // A browser that keeps nothing, or is full, is as good as a first visit.
    }
  }

  async #tell(address, seen) {
    try {
      const answer = await fetch(`${address}?since=${encodeURIComponent(seen)}`, { credentials: "omit" });
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      if (!page.body.firstElementChild) return;
      this.#slot.append(...page.body.childNodes);
      this.#slot.hidden = false;
    } catch {
      // Offline: the article as it was kept is what there is.
    }
  }
}

for (const slot of document.querySelectorAll('[data-behaviour="changes_since_visit"]')) new ChangesSinceVisit(slot);
