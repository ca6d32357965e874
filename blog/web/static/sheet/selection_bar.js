// The small bar at chosen words, and the same buttons over the keyboard of a phone; Alt-F10 goes to it, Escape comes back.
import { undo } from "prosemirror-history";
import { Plugin, TextSelection } from "prosemirror-state";
import { around, hasMark, isHeading, toggleBold, toggleCode, toggleHeading, toggleItalic, toggleList, toggleQuote, toggleStrike } from "./commands.js";
import { bindBar, placeAt } from "./elements.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const STATES = {
  bold: (state) => hasMark(state, marks.strong),
  italic: (state) => hasMark(state, marks.em),
  code: (state) => hasMark(state, marks.code),
  strike: (state) => hasMark(state, marks.strike),
  link: (state) => hasMark(state, marks.link),
  "heading-2": (state) => isHeading(state, 2),
  "heading-3": (state) => isHeading(state, 3),
  quote: (state) => Boolean(around(state, nodes.blockquote)),
  list: (state) => Boolean(around(state, nodes.bullet_list)),
};

export const MARK_DEEDS = {
  bold: toggleBold,
  italic: toggleItalic,
  code: toggleCode,
  strike: toggleStrike,
  "heading-2": toggleHeading(2),
  "heading-3": toggleHeading(3),
  quote: toggleQuote,
  list: toggleList(nodes.bullet_list),
  numbers: toggleList(nodes.ordered_list),
  undo,
};

function press(view, event, more) {
  const name = event.target.closest("button")?.dataset.deed;
  const deed = MARK_DEEDS[name] ?? more[name];
  if (!deed) return;
  deed(view.state, view.dispatch, view);
  if (name in MARK_DEEDS && !event.currentTarget.contains(document.activeElement)) view.focus();
}

function showState(bar, state) {
  for (const button of bar.querySelectorAll("button")) {
    const isSet = STATES[button.dataset.deed];
    if (isSet) button.setAttribute("aria-pressed", String(isSet(state)));
  }
}

function hasWords({ selection, doc }) {
  const isText = selection instanceof TextSelection && !selection.empty && !selection.$from.parent.type.spec.code;
  return isText && doc.textBetween(selection.from, selection.to, " ").trim() !== "";
}

export function selectionBar(bar, more) {
  let isAway = false;
  let shown = null;
  const show = (view) => {
    const { selection } = view.state;
    if (!shown?.eq(selection)) isAway = false;
    shown = selection;
    const isNear = view.hasFocus() || bar.contains(document.activeElement);
    bar.hidden = isAway || !isNear || !hasWords(view.state);
    if (bar.hidden) return;
    showState(bar, view.state);
    const [from, to] = [view.coordsAtPos(selection.from), view.coordsAtPos(selection.to, -1)];
    const left = from.top === to.top ? (from.left + to.right - bar.offsetWidth) / 2 : from.left;
    placeAt(bar, bar.parentElement, { top: from.top, bottom: to.bottom, left }, true);
  };
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        if (event.key !== "Escape" || bar.hidden) return false;
        [isAway, shown] = [true, view.state.selection];
        show(view);
        return true;
      },
    },
    view(view) {
      bindBar(bar, view, (event) => press(view, event, more));
      for (const kind of ["focusout", "focusin"]) bar.addEventListener(kind, () => setTimeout(() => show(view)));
      const later = () => setTimeout(() => show(view));
      for (const kind of ["focus", "blur"]) view.dom.addEventListener(kind, later);
      return { update: show, destroy: () => (bar.hidden = true) };
    },
  });
}

// Goes to the bar that is shown: the one of a table, of chosen words, or the tools that always stand there.
export function focusBar(...bars) {
  return () => {
    const bar = bars.find((one) => !one.hidden && one.checkVisibility());
    bar?.querySelector("button[tabindex='0']")?.focus();
    return Boolean(bar);
  };
}

// The tools of a phone stand over its keyboard, wherever the page is scrolled.
export function phoneTools(bar, more) {
  const stand = () => {
    const { height, offsetTop } = visualViewport;
    bar.style.setProperty("inset-block-end", `${Math.max(0, innerHeight - height - offsetTop)}px`);
  };
  return new Plugin({
    view(view) {
      bindBar(bar, view, (event) => press(view, event, more));
      const show = () => setTimeout(() => (bar.hidden = !view.hasFocus() && !bar.contains(document.activeElement)));
      for (const kind of ["focus", "blur"]) view.dom.addEventListener(kind, show);
      bar.addEventListener("focusout", show);
      for (const kind of ["resize", "scroll"]) visualViewport.addEventListener(kind, stand);
      stand();
      return { update: (now) => bar.hidden || showState(bar, now.state), destroy: () => (bar.hidden = true) };
    },
  });
}
