// The box goes at once, without loading the page, and the focus goes on to what follows it.
// Without this script the × sends a form, and the page loads anew without the box.
const KEPT_SECONDS = 365 * 24 * 3600;

class Dismissal {
  #box;

  constructor(box) {
    this.#box = box;
    box.addEventListener("submit", (event) => this.#putAway(event));
  }

  #putAway(event) {
    if (!event.target.querySelector('input[name="box"][value="away"]')) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `stay-informed=away; Max-Age=${KEPT_SECONDS}; Path=/; SameSite=Lax${secure}`;
    const following = document.querySelector(".neighbours a, .related a, .footer a");
    this.#box.remove();
    following?.focus({ preventScroll: true });
  }
}

for (const box of document.querySelectorAll('[data-behaviour="dismiss"]')) new Dismissal(box);
