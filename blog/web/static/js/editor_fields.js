// Fields grow with what is written, Enter in the headline goes on to the standfirst, and "Quiet" leaves nothing but the sheet.
// Without this fields scroll where the browser cannot grow them, and all that belongs to the desk stays on the page.
class EditorFields {
  static #key = "quiet";

  constructor(form) {
    const { headline, standfirst } = form.elements;
    headline.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      standfirst.focus();
    });
    if (!CSS.supports("field-sizing", "content")) for (const field of form.querySelectorAll("textarea")) this.#grow(field);
    // What sticks below the bar has to know how tall that is.
    const bar = form.querySelector(".editor-bar");
    const measure = () => form.style.setProperty("--bar-size", getComputedStyle(bar).position === "sticky" ? `${bar.offsetHeight}px` : "0px");
    new ResizeObserver(measure).observe(bar);
    this.#clearKeyboard(form);
    this.#offerQuiet(form.querySelector("[data-quiet]"));
  }

  #grow(field) {
    const fit = () => {
      field.style.blockSize = "auto";
      field.style.blockSize = `${field.scrollHeight + 2}px`;
    };
    field.addEventListener("input", fit);
    addEventListener("resize", fit);
    fit();
  }

  // A keyboard on the screen covers the foot of the page where the browser does not shrink the page for it.
  #clearKeyboard(form) {
    const view = window.visualViewport;
    view?.addEventListener("resize", () => {
      const covered = Math.max(0, Math.round(innerHeight - view.height * view.scale));
      form.style.setProperty("--keyboard", `${covered}px`);
    });
  }

  #offerQuiet(button) {
    const set = (isQuiet) => {
      document.documentElement.toggleAttribute("data-quiet", isQuiet);
      button.setAttribute("aria-pressed", String(isQuiet));
    };
    set(localStorage.getItem(EditorFields.#key) === "yes");
    button.addEventListener("click", () => {
      const isQuiet = button.getAttribute("aria-pressed") !== "true";
      set(isQuiet);
      localStorage.setItem(EditorFields.#key, isQuiet ? "yes" : "no");
    });
  }
}

for (const form of document.querySelectorAll("[data-behaviour~='editor_fields']")) new EditorFields(form);
