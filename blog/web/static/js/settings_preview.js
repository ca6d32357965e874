// The preview beside settings, and what is said of colours, follow what is typed; a chooser of colours stands in each
// field. Without this a button shows the preview, and colours are typed.
class SettingsPreview {
  static #rest = 350;

  #form;
  #timer;
  #asked = 0;

  constructor(form) {
    this.#form = form;
    form.addEventListener("input", (event) => this.#typed(event.target));
    form.addEventListener("click", (event) => this.#take(event));
    for (const picker of form.querySelectorAll("[data-picks]")) {
      picker.hidden = false;
      picker.parentElement.classList.add("colour__place--picker");
    }
  }

  #typed(field) {
    const partner = field.dataset.picks && this.#form.elements[field.dataset.picks];
    if (partner) partner.value = field.value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), SettingsPreview.#rest);
  }

  #take(event) {
    const button = event.target.closest("[data-takes]");
    if (!button) return;
    event.preventDefault();
    const field = this.#form.elements[button.dataset.takes];
    field.value = button.dataset.colour;
    field.focus();
    this.#ask();
  }

  async #ask() {
    const number = ++this.#asked;
    const body = new FormData(this.#form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("act", "preview");
    try {
      const answer = await fetch(this.#form.action, { method: "POST", body });
      const type = answer.headers.get("Content-Type") || "";
      if (number !== this.#asked || answer.redirected || !type.startsWith("text/html")) return;
      this.#show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The next change asks again; saving says what is wrong.
    }
  }

  #show(page) {
    for (const part of this.#form.querySelectorAll("[data-live]")) {
      const other = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (other && other.innerHTML !== part.innerHTML) part.replaceChildren(...document.adoptNode(other).childNodes);
    }
    for (const picker of this.#form.querySelectorAll("[data-picks]")) {
      const other = page.querySelector(`[data-picks="${picker.dataset.picks}"]`);
      if (other && document.activeElement !== picker) picker.value = other.getAttribute("value");
    }
    this.#dress(page.querySelector("[data-live-style]")?.getAttribute("href"));
  }

  // The former style sheet stays until the new one has come, so that nothing flashes.
  #dress(href) {
    const former = this.#form.querySelector("[data-live-style]");
    if (!href || !former || former.getAttribute("href") === href) return;
    const link = former.cloneNode();
    link.href = href;
    link.addEventListener("load", () => former.remove(), { once: true });
    former.after(link);
  }
}

for (const form of document.querySelectorAll("[data-behaviour='settings_preview']")) new SettingsPreview(form);
