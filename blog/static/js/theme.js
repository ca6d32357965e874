// Light, dark or automatic takes effect at once.
// Without this script the same buttons send a form, and the page loads anew.
const KEPT_SECONDS = 365 * 24 * 3600;

class Theme {
  #buttons;

  constructor(form) {
    this.#buttons = form.querySelectorAll("button");
    form.addEventListener("submit", (event) => this.#choose(event));
  }

  #choose(event) {
    const theme = event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const seconds = theme === "auto" ? 0 : KEPT_SECONDS;
    document.cookie = `theme=${theme}; Max-Age=${seconds}; Path=/; SameSite=Lax${secure}`;
    document.documentElement.dataset.theme = theme;
    for (const button of this.#buttons) button.ariaPressed = String(button.value === theme);
  }
}

for (const form of document.querySelectorAll('[data-behaviour="theme"]')) new Theme(form);
