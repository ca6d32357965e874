// What is typed goes into a draft that only its authors see, and else beside the article.
// Without this nothing is kept between two saves, and nobody is told who else has the article open: press Save draft often.
class Autosave {
  static #rest = 2000;
  static #longest = 10000;
  static #pulse = 20000;
  static #patience = 15000;
  static #storeEvery = 300;
  static #storeForEachSign = 0.02;
  static #storeAtMost = 1500;

  #form;
  #entry = `copy:${crypto.getRandomValues(new Uint32Array(3)).join("")}`;
  #timer;
  #storing = 0;
  #length = 0;
  #firstChange = 0;
  #change = 0;
  #sent = 0;
  #sending = null;
  #submitted = -1;

  constructor(form) {
    this.#form = form;
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.#note());
    form.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("submit", (event) => this.#leave(event));
    form.addEventListener("save", () => this.#save());
    for (const kind of ["online", "focus"]) addEventListener(kind, () => this.#isUnsent() && this.#send());
    document.addEventListener("visibilitychange", () => {
      this.#storeNow();
      this.#beat();
    });
    addEventListener("pagehide", () => {
      this.#storeNow();
      this.#sendLast();
    });
    setInterval(() => this.#beat(), Autosave.#pulse);
    // Held while the page lives: other pages take up only what nobody holds.
    navigator.locks?.request(this.#entry, () => new Promise(() => {}));
    if ("changed" in form.dataset || this.#isRestored()) this.#note();
    setTimeout(() => this.#beat(), Autosave.#rest);
  }

  // A browser that is told to reload puts back what was typed, and with it the key under which it is kept: no news.
  #isRestored() {
    const key = this.#form.elements.copy_key.value;
    const left = this.#form.querySelector("[data-left]");
    if (left?.dataset.left === key) left.hidden = true;
    return [...this.#form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  }

  #note() {
    this.#change += 1;
    this.#firstChange ||= Date.now();
    // To read and keep a long text takes longer than a key may: it waits for a moment between keys, and comes less often.
    const pause = Autosave.#storeEvery + Math.min(this.#length * Autosave.#storeForEachSign, Autosave.#storeAtMost);
    this.#storing ||= setTimeout(() => Autosave.#whenIdle(() => this.#storeNow()), pause);
    clearTimeout(this.#timer);
    const isLong = Date.now() - this.#firstChange > Autosave.#longest;
    this.#timer = setTimeout(() => this.#send(), isLong ? 0 : Autosave.#rest);
  }

  static #whenIdle(deed) {
    if (!window.requestIdleCallback) return deed();
    return requestIdleCallback(deed, { timeout: Autosave.#storeEvery });
  }

  #storeNow() {
    if (this.#storing) this.#store();
  }

  #fields() {
    const own = [...new FormData(this.#form)];
    return own.filter(([name, value]) => typeof value === "string" && !["csrf_token", "deed"].includes(name));
  }

  #store() {
    clearTimeout(this.#storing);
    this.#storing = 0;
    const { person, copies } = this.#form.dataset;
    const kept = JSON.stringify({ person, address: copies, fields: this.#fields(), time: Date.now() });
    this.#length = kept.length;
    try {
      localStorage.setItem(this.#entry, kept);
    } catch {
      // The browser keeps nothing or is full: the server's copy remains.
    }
  }

  #send() {
    clearTimeout(this.#timer);
    this.#sending ??= this.#post(this.#form.dataset.copies).finally(() => (this.#sending = null));
    return this.#sending;
  }

  // Leaving within the pause would leave the last words in this browser alone. What is too long for this stays there.
  #sendLast() {
    const { copies, presence } = this.#form.dataset;
    if (!this.#isUnsent() || (this.#sending && !presence)) return;
    const body = new URLSearchParams([...this.#fields(), ["csrf_token", this.#form.elements.csrf_token.value]]);
    fetch(copies, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  // What is on its way is waited for: one page never writes twice at once.
  async #save() {
    clearTimeout(this.#timer);
    while (this.#sending) await this.#sending;
    this.#sending = this.#post(this.#form.action, [["deed", "save"]]).finally(() => (this.#sending = null));
  }

  async #post(address, more = []) {
    const change = this.#change;
    const fields = this.#fields();
    try {
      const said = await this.#ask(address, [...fields, ...more]);
      if (said?.refused) return this.#refuse(said);
      if (!said) return undefined;
      this.#sent = change;
      this.#firstChange = 0;
      this.#take(said);
      if (said.saved) this.#form.dispatchEvent(new CustomEvent("saved", { detail: { said, sent: new Map(fields) } }));
    } catch (error) {
      this.#tell(this.#form.dataset[error.name === "Busy" ? "failed" : "offline"], { isTrouble: true });
    }
    if (this.#change > this.#sent) this.#timer = setTimeout(() => this.#send(), Autosave.#rest);
    return undefined;
  }

  async #ask(address, fields, isAgain = false) {
    const body = new URLSearchParams([...fields, ["csrf_token", this.#form.elements.csrf_token.value]]);
    const headers = { Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", body, headers, signal: AbortSignal.timeout(Autosave.#patience) });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return answer.json();
    if (answer.status >= 500 || answer.status === 429) throw Object.assign(new Error(), { name: "Busy" });
    if (!isAgain && (await this.#renewToken())) return this.#ask(address, fields, true);
    this.#tell(this.#form.dataset[isAgain ? "failed" : "signedOut"], { isTrouble: true, isSignedOut: !isAgain });
    return null;
  }

  async #renewToken() {
    const answer = await fetch(this.#form.dataset.token);
    if (!answer.ok || answer.redirected) return false;
    const { token, person } = await answer.json();
    if (String(person) !== this.#form.dataset.person) return false;
    for (const field of document.querySelectorAll("[name='csrf_token']")) field.value = token;
    return true;
  }

  #take(said) {
    const { elements, dataset } = this.#form;
    if (said.key) elements.copy_key.value = said.key;
    elements.copy_at.value = said.at;
    elements.seen.value = said.seen;
    if (new URL(this.#form.action).pathname !== said.address) this.#move(said);
    Object.assign(dataset, { copies: said.copies, presence: said.presence });
    this.#tell(said.said, { brief: said.brief });
    this.#show(said);
    if (this.#change > this.#sent) return this.#store();
    clearTimeout(this.#storing);
    this.#storing = 0;
    localStorage.removeItem(this.#entry);
    return this.#form.dispatchEvent(new CustomEvent("kept"));
  }

  // The page of a new article becomes the one of its draft; that of a draft with nothing in it a new one again.
  #move(said) {
    history.replaceState(null, "", said.address);
    this.#form.action = said.address;
    this.#form.querySelector("[data-pages]").innerHTML = said.pages;
  }

  #refuse(said) {
    const { elements } = this.#form;
    if (said.key) [elements.copy_key.value, elements.copy_at.value] = [said.key, said.at];
    this.#tell(said.refused, { isTrouble: true });
    this.#form.dispatchEvent(new CustomEvent("refused", { detail: { said } }));
    if (this.#change > this.#sent) this.#timer = setTimeout(() => this.#send(), Autosave.#rest);
  }

  async #beat() {
    const { presence } = this.#form.dataset;
    if (document.hidden || !presence) return;
    try {
      const said = await this.#ask(presence, [["seen", this.#form.elements.seen.value]]);
      if (said) this.#show(said);
    } catch {
      // The line is down: the next beat asks again.
    }
  }

  #show(said) {
    for (const name of ["others", "newer"]) {
      const place = this.#form.querySelector(`[data-${name}]`);
      if (place.textContent !== said[name]) place.textContent = said[name];
      place.hidden = !said[name];
    }
  }

  // Where the bar has no room it says the brief words; trouble is said in full at every width.
  #tell(words, { brief = words, isTrouble = false, isSignedOut = false }) {
    this.#form.toggleAttribute("data-trouble", isTrouble);
    this.#form.querySelector("[data-kept]").textContent = words;
    this.#form.querySelector("[data-brief]").textContent = brief;
    this.#form.querySelector("[data-sign-in]").hidden = !isSignedOut;
  }

  #isUnsent() {
    return this.#change > Math.max(this.#sent, this.#submitted);
  }

  // What the form itself sends is not sent beside it: it would come after the save, as a newer version.
  #leave(event) {
    if (event.target === this.#form && !event.defaultPrevented) this.#submitted = this.#change;
  }

  // What is on its way is waited for: a new article must not be founded twice.
  #submit(event) {
    clearTimeout(this.#timer);
    if (this.#change) this.#store();
    if (!this.#sending) return;
    event.preventDefault();
    this.#sending.finally(() => this.#form.requestSubmit(event.submitter));
  }
}

for (const form of document.querySelectorAll("[data-behaviour~='autosave']")) new Autosave(form);
