// The seconds tick and the counts move by themselves. Without this the page says the time, and a link loads it anew.
class AlertProgress {
  static #shortest = 2000;
  static #longest = 60000;

  #place;
  #link;
  #rest = AlertProgress.#shortest;
  #ends = 0;

  constructor(place) {
    this.#place = place;
    this.#link = place.querySelector("[data-reload]");
    if (!this.#link) return;
    this.#link.hidden = true;
    this.#count();
    this.#wait();
  }

  #count() {
    const number = this.#place.querySelector("[data-countdown]");
    if (!number) return;
    this.#ends = performance.now() + Number(number.dataset.countdown) * 1000;
    number.hidden = false;
    this.#tick(number);
  }

  #tick(number) {
    if (!number.isConnected) return;
    const left = Math.max(0, Math.ceil((this.#ends - performance.now()) / 1000));
    number.textContent = left;
    if (left) setTimeout(() => this.#tick(number), 250);
  }

  #wait() {
    setTimeout(() => this.#look(), this.#rest);
  }

  async #look() {
    if (document.hidden) return this.#wait();
    const began = performance.now();
    try {
      const answer = await fetch(this.#place.dataset.address);
      if (answer.redirected || !answer.ok) throw new Error(answer.statusText);
      this.#show(await answer.text());
      // A ledger of a million rows takes its time: the look may cost the server a tenth of it at most.
      this.#rest = Math.max(AlertProgress.#shortest, 10 * (performance.now() - began));
    } catch {
      this.#link.hidden = false;
      this.#rest = Math.min(2 * this.#rest, AlertProgress.#longest);
    }
    if (!this.#place.querySelector("[data-still]")) this.#wait();
    else this.#link.hidden = true;
  }

  #show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    let last = null;
    for (const part of fresh.querySelectorAll("[data-part]")) last = this.#put(part, last);
  }

  // What has not changed stays, so that nobody loses the place or a button under the finger.
  #put(part, last) {
    const old = this.#place.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old) {
      last.after(part);
      return part;
    }
    const version = part.dataset.version;
    if (version === undefined ? old.outerHTML === part.outerHTML : old.dataset.version === version) return old;
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(part);
    if (hadFocus) this.#place.querySelector("h2").focus();
    if (part.dataset.part === "phase") this.#count();
    return part;
  }
}

for (const place of document.querySelectorAll('[data-behaviour="alert_progress"]')) new AlertProgress(place);
