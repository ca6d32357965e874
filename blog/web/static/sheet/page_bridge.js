// The page's own tools serve the sheet in the text field's place: the toolbar, the finder, the errors of a save.
import { Plugin, TextSelection } from "prosemirror-state";
import { chooseFinding } from "./finding_marks.js";
import { schema } from "./schema.js";

const { link } = schema.marks;

// What is asked of the field is asked of the sheet; the field's own scripts do not hear of it.
function take(target, kind, deed) {
  target.addEventListener(kind, (event) => {
    event.stopImmediatePropagation();
    deed(event);
  }, { capture: true });
}

export function bridgePage({ field, view, run }) {
  take(field, "mark", ({ detail }) => run(detail.mark));
  take(field, "locate", ({ detail }) => chooseFinding(view, detail.number));
  field.focus = (options) => view.focus(options);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(`a[href="#${field.id}"]`)) return;
    event.preventDefault();
    view.focus();
  });
  new MutationObserver(() => describe(view, field)).observe(field, { attributes: true, attributeFilter: ["aria-describedby", "aria-invalid"] });
  describe(view, field);
}

// What is wrong with the text is told where it is typed.
function describe(view, field) {
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = field.getAttribute(name);
    if (value && value !== "false") view.dom.setAttribute(name, value);
    else view.dom.removeAttribute(name);
  }
}

export class FinderBridge {
  #dialog;
  #view;

  constructor(dialog) {
    this.#dialog = dialog;
    if (!dialog) return;
    take(dialog, "ask", () => this.open());
    take(dialog, "choose", ({ detail }) => this.#link(detail));
  }

  plugin() {
    return new Plugin({
      view: (view) => {
        this.#view = view;
        return {};
      },
    });
  }

  open = () => {
    const { from, to } = this.#view.state.selection;
    const words = this.#view.state.doc.textBetween(from, to, "\n", "").split("\n")[0].slice(0, 100);
    this.#dialog?.dispatchEvent(new CustomEvent("seek", { detail: words }));
    return Boolean(this.#dialog);
  };

  // The chosen words become the link; without any, the headline does.
  #link({ address, label }) {
    const { state } = this.#view;
    const { from, to, $from, $to } = state.selection;
    const mark = link.create({ href: address });
    const isOver = from < to && $from.sameParent($to) && state.doc.textBetween(from, to).trim();
    const tr = isOver ? state.tr.addMark(from, to, mark) : state.tr.replaceWith(from, to, schema.text(label, [mark]));
    const end = isOver ? to : from + label.length;
    this.#view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(link).scrollIntoView());
    this.#view.focus();
  }
}
