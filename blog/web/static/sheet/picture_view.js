// A picture of the library as readers see it, with its caption and credit in place, its alternative text, width and order.
import { moveBlock, removePicture } from "./commands.js";
import { make, makeButton, makeField, walkButtons } from "./elements.js";
import { gatherPictures } from "./insertions.js";
import { Island } from "./island_views.js";
import { schema } from "./schema.js";

const { nodes } = schema;
const WIDTHS = ["", "wide", "full"];
const LINE = { rows: 1, tabindex: -1, spellcheck: "true", "data-line": 1 };

// What the library knows of its pictures, asked once for each.
export class PictureLibrary {
  #address;
  #known = new Map();

  constructor(address) {
    this.#address = address;
  }

  find(key) {
    if (!this.#known.has(key)) this.#known.set(key, this.#ask(key));
    return this.#known.get(key);
  }

  async #ask(key) {
    try {
      const answer = await fetch(this.#address.replace("KEY", encodeURIComponent(key)));
      return answer.ok && !answer.redirected ? await answer.json() : null;
    } catch {
      this.#known.delete(key);
      return null;
    }
  }

  // Resolves to "" when the credit is kept, else to what is wrong.
  async saveCredit(picture, credit, token, failed) {
    try {
      const answer = await fetch(picture.credit_address, { method: "POST", body: new URLSearchParams({ credit, csrf_token: token() }) });
      const said = answer.redirected ? { error: failed } : await answer.json();
      if (!said.error) picture.credit = credit;
      return said.error ?? "";
    } catch {
      return failed;
    }
  }
}

export class PictureView extends Island {
  #picture = null;
  #image;
  #missing;
  #credit;
  #creditName;
  #problem;
  #bar;

  constructor(...all) {
    super(...all);
    const { words } = this.tools;
    this.#image = make("img", { alt: "", draggable: "false" });
    this.#missing = make("p", { class: "sheet-picture__missing", hidden: true }, words.pictureMissing);
    const caption = this.#dress(this.addField("textarea", "caption", words.caption, { ...LINE, class: "sheet-picture__caption", maxlength: 500, placeholder: words.captionHint }));
    this.#credit = this.#dress(makeField("input", words.credit, { ...LINE, class: "sheet-picture__credit", maxlength: 200, placeholder: words.credit }));
    this.#creditName = make("span", { class: "sheet-picture__credit", dir: "auto" });
    const alt = this.#dress(this.addField("textarea", "alt", words.alt, { ...LINE, maxlength: 300, placeholder: words.altHint }));
    this.#problem = make("p", { class: "field__error", role: "alert" });
    this.#bar = this.#makeBar(words);
    const figcaption = make("figcaption", { class: "sheet-picture__words" }, caption, this.#credit, this.#creditName);
    const row = make("label", { class: "sheet-picture__alt" }, make("span", {}, words.alt), alt);
    this.dom = make("figure", { class: "sheet-picture", contenteditable: "false" }, this.#bar, this.#image, this.#missing, figcaption, row, this.#problem);
    this.#credit.addEventListener("change", () => this.#saveCredit());
    this.#credit.addEventListener("keydown", (event) => this.strike(event, this.#credit));
    this.show();
    this.#load();
  }

  #dress(field) {
    field.addEventListener("focus", () => this.dom.classList.add("is-chosen"));
    field.addEventListener("blur", () => this.view.state.selection.node === this.node || this.dom.classList.remove("is-chosen"));
    return field;
  }

  #makeBar(words) {
    const bar = make("div", { class: "sheet-bar sheet-picture__bar", role: "toolbar", "aria-label": words.picture });
    for (const width of WIDTHS) {
      const name = words[width || "text"];
      const button = makeButton("width", name, () => this.#change("width", width), { "data-width": width, tabindex: -1 });
      button.textContent = name;
      bar.append(button);
    }
    bar.append(
      makeButton("up", words.up, (event) => this.#move(-1, event)),
      makeButton("down", words.down, (event) => this.#move(1, event)),
      makeButton("row", words.sideBySide, () => this.#gather(nodes.picture_row, 3)),
      makeButton("gallery", words.components.gallery, () => this.#gather(nodes.gallery, 99)),
      makeButton("comparison", words.components.comparison, () => this.#gather(nodes.comparison, 2)),
      makeButton("library", words.library, () => (this.choose(), this.tools.openLibrary())),
      makeButton("remove", words.remove, () => removePicture(this.getPos())(this.view.state, this.view.dispatch, this.view)),
    );
    walkButtons(bar, () => this.choose());
    bar.firstChild.tabIndex = -1;
    return bar;
  }

  setStops(stop) {
    super.setStops(stop);
    this.#credit.tabIndex = stop;
    ([...this.#bar.children].find((button) => button.checkVisibility()) ?? this.#bar.firstChild).tabIndex = stop;
  }

  show() {
    const { alt, width } = this.node.attrs;
    this.#image.alt = alt;
    for (const name of WIDTHS.slice(1)) this.dom.classList.toggle(name, name === width);
    for (const button of this.#bar.querySelectorAll("[data-width]")) button.setAttribute("aria-pressed", String(button.dataset.width === width));
    this.dom.classList.toggle("is-undescribed", !alt && !this.#picture?.decorative);
  }

  async #load() {
    this.#picture = await this.tools.library.find(this.node.attrs.key);
    const picture = this.#picture;
    this.#image.hidden = !picture;
    this.#missing.hidden = Boolean(picture);
    if (!picture) return;
    this.dom.style.setProperty("--ratio", picture.width / picture.height);
    Object.assign(this.#image, { width: picture.width, height: picture.height, src: picture.shown });
    this.#credit.value = this.#creditName.textContent = picture.credit;
    this.#credit.hidden = !picture.credit_address;
    this.#creditName.hidden = !this.#credit.hidden || !picture.credit;
    this.show();
  }

  async #saveCredit() {
    const { words, token } = this.tools;
    const problem = await this.tools.library.saveCredit(this.#picture, this.#credit.value.trim(), token, words.notSaved);
    this.#problem.textContent = problem;
    this.#credit.toggleAttribute("aria-invalid", Boolean(problem));
  }

  #change(name, value) {
    this.view.dispatch(this.view.state.tr.setNodeAttribute(this.getPos(), name, value));
  }

  // Drawn anew in its other place: the button that was pressed by keys is chosen again there.
  #move(step, { target }) {
    const isByKeys = target === document.activeElement;
    this.choose();
    moveBlock(step)(this.view.state, this.view.dispatch);
    if (isByKeys) this.view.nodeDOM(this.view.state.selection.from).querySelector(`.${target.classList[1]}`).focus();
  }

  // With the pictures that follow; where none does, it is said.
  #gather(type, most) {
    this.choose();
    const isDone = gatherPictures(type, most)(this.view.state, this.view.dispatch);
    this.#problem.textContent = isDone ? "" : this.tools.words.noneFollows;
  }

  update(node) {
    return node.attrs.key === this.node.attrs.key && super.update(node);
  }

  deselectNode() {
    if (!this.dom.contains(document.activeElement)) this.dom.classList.remove("is-chosen");
    this.setStops(-1);
  }
}

// Pictures that belong together: programs that read aloud hear what they are, and the place of each.
export class GroupView {
  constructor(node, _view, _getPos, { words }) {
    Object.assign(this, { node, words });
    this.dom = this.contentDOM = make("div", { class: node.type.name, role: "group", "aria-label": words.components[node.type.name] });
    this.update(node);
  }

  update({ type }) {
    const count = (picture, at, { length }) => (picture.ariaLabel = this.words.place.replace("{number}", at + 1).replace("{count}", length));
    setTimeout(() => this.dom.querySelectorAll(":scope > figure").forEach(count));
    return type === this.node.type;
  }
}
