// Ctrl-S saves and leaves caret, scroll, selection and undo as they are; the script of autosave does the sending.
// Without this Ctrl-S saves the web page instead of the article, and each save brings the page anew.
class SaveInPlace {
  #form;

  constructor(form) {
    this.#form = form;
    addEventListener("keydown", (event) => this.#strike(event));
    form.addEventListener("saved", ({ detail }) => this.#settle(detail));
    form.addEventListener("refused", ({ detail }) => this.#mark(detail.said));
  }

  #strike(event) {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!event.repeat) this.#form.dispatchEvent(new CustomEvent("save"));
  }

  // What was typed while the save was on its way stays.
  #settle({ said, sent }) {
    const { elements } = this.#form;
    for (const [name, value] of Object.entries(said.saved)) {
      const field = elements[name];
      if (field && field.value !== value && field.value === (sent.get(name) ?? "")) field.value = value;
    }
    if (sent.has("lead_remove")) elements.lead_remove.checked = false;
    if (said.is_by_hand) this.#settleSave(said);
    this.#form.querySelector("[data-chosen]").hidden = true;
    this.#form.querySelector("[data-remove]").hidden = !said.has_photo;
    if (!said.has_photo) this.#form.querySelector("[data-photo]").replaceChildren();
    this.#form.querySelector(".lead-photo").classList.toggle("lead-photo--empty", !said.has_photo);
  }

  #settleSave({ topics, is_minor: isMinor }) {
    this.#unmark();
    const { is_minor: box } = this.#form.elements;
    if (box) box.checked = isMinor;
    for (const topic of topics) this.#addTopic(topic);
  }

  #addTopic({ id, name }) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "topics", value: id, checked: true });
    const words = Object.assign(document.createElement("span"), { textContent: name, dir: "auto" });
    const label = Object.assign(document.createElement("label"), { className: "checkbox" });
    label.append(box, " ", words);
    this.#form.querySelector("[data-topics]").append(label);
  }

  #mark({ errors, compare }) {
    this.#unmark();
    this.#form.querySelector("[data-compare]").hidden = !compare;
    for (const [name, words] of Object.entries(errors)) {
      const row = document.getElementById(name)?.closest(".field");
      if (!row) continue;
      const error = Object.assign(document.createElement("p"), { className: "field__error", id: `${name}-error`, textContent: words });
      row.classList.add("field--wrong");
      row.append(error);
      this.#describe(row.querySelector(".field__control"), error.id, true);
      row.closest("details")?.setAttribute("open", "");
    }
  }

  #unmark() {
    this.#form.querySelector("[data-compare]").hidden = true;
    for (const error of this.#form.querySelectorAll(".field > .field__error")) {
      const row = error.parentElement;
      row.classList.remove("field--wrong");
      this.#describe(row.querySelector(".field__control"), error.id, false);
      error.remove();
    }
  }

  #describe(control, id, isWrong) {
    const ids = new Set(control.getAttribute("aria-describedby")?.split(" "));
    ids[isWrong ? "add" : "delete"](id);
    control.setAttribute("aria-describedby", [...ids].join(" "));
    control.setAttribute("aria-invalid", String(isWrong));
  }
}

for (const form of document.querySelectorAll("[data-behaviour~='save_in_place']")) new SaveInPlace(form);
