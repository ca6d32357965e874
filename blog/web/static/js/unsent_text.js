// Without this a text that could not reach the server stays in this browser and is not offered: it lies under "copy:" in its storage.
class UnsentText {
  static #quiet = 30000;

  #place;

  constructor(place) {
    this.#place = place;
    for (const name of Object.keys(localStorage)) if (name.startsWith("copy:")) this.#consider(name);
  }

  #consider(name) {
    const kept = JSON.parse(localStorage.getItem(name));
    const page = document.querySelector("[data-behaviour~='autosave'] [name='copy_key']")?.value;
    // The form came back with this very text, and its own page keeps it again.
    if (kept.fields.some(([field, value]) => field === "copy_key" && value === page)) return localStorage.removeItem(name);
    if (kept.person !== this.#place.dataset.person || !kept.address.startsWith("/desk/")) return null;
    if (navigator.locks) return navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && this.#send(name, kept));
    return Date.now() - kept.time > UnsentText.#quiet ? this.#send(name, kept) : null;
  }

  async #send(name, kept) {
    try {
      let answer = await this.#post(kept.address, kept.fields);
      // The article is gone: the words become a draft.
      if (answer.status === 404) answer = await this.#post(this.#place.dataset.address, kept.fields);
      if (!answer.ok || answer.redirected) return;
      const said = await answer.json();
      if (said.saved && !kept.isShown && this.#isOpenHere(kept)) return this.#showAnew(name, kept);
      localStorage.removeItem(name);
      if (said.kept) this.#offer(said);
    } catch {
      // The line is down: the next page tries again.
    }
  }

  #isOpenHere(kept) {
    const form = document.querySelector("[data-behaviour~='autosave']");
    const isAsItCame = (field) => field.value === field.defaultValue;
    return form?.dataset.copies === kept.address && [...form.querySelectorAll("textarea")].every(isAsItCame);
  }

  // The text went into the draft that this page shows as it was before.
  #showAnew(name, kept) {
    localStorage.setItem(name, JSON.stringify({ ...kept, isShown: true }));
    location.reload();
  }

  #post(address, fields) {
    const token = document.querySelector("[name='csrf_token']").value;
    const body = new URLSearchParams([...fields, ["is_left", "y"], ["csrf_token", token]]);
    return fetch(address, { method: "POST", body });
  }

  #offer(said) {
    // The page has told of this text already.
    if (document.querySelector(`a[href="${said.recovery}"]`)) return;
    const link = Object.assign(document.createElement("a"), { href: said.recovery, textContent: said.title, dir: "auto" });
    const item = document.createElement("li");
    item.append(link);
    this.#place.querySelector("ul").append(item);
    this.#place.hidden = false;
  }
}

for (const place of document.querySelectorAll("[data-behaviour='unsent_text']")) new UnsentText(place);
