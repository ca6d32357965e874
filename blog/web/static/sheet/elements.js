// Elements of the sheet's own controls, and where they stand over the text.
const GAP = 8;
// What the page's bar takes at the top, and a phone's tools at the foot.
const OVERHEAD = 56;

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A button within the text: pressing it leaves the caret where it is.
export function makeButton(name, label, press, attributes = {}) {
  const button = make("button", { type: "button", class: `sheet-button sheet-button--${name}`, "aria-label": label, title: label, ...attributes });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    event.preventDefault();
    press(event);
  });
  return button;
}

// A field of the sheet belongs to no form of the page: what is typed in it reaches the article by the text alone.
export function makeField(tag, label, attributes = {}) {
  return make(tag, { form: "unsent", "aria-label": label, dir: "auto", autocomplete: "off", ...attributes });
}

// Puts an element below (or above) a place in the text, within the sheet's own width; on the other side where there is no room.
export function placeAt(element, sheet, box, isAbove) {
  const frame = sheet.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const bottom = visualViewport.height - OVERHEAD;
  const [hasAbove, hasBelow] = [box.top - height - GAP > OVERHEAD, box.bottom + height + GAP < bottom];
  const isUp = isAbove ? hasAbove : hasAbove && !hasBelow;
  const isBack = getComputedStyle(sheet.querySelector(".sheet__text")).direction === "rtl";
  const start = Math.min(Math.max(0, frame.width - width), Math.max(0, (isBack ? box.right - width : box.left) - frame.left));
  element.style.setProperty("inset-block-start", `${(isUp ? box.top - height - GAP : box.bottom + GAP) - frame.top}px`);
  element.style.setProperty("left", `${start}px`);
}

// One stop for the Tab key; arrows go from button to button (ARIA toolbar pattern).
export function walkButtons(bar, leave) {
  const buttons = () => [...bar.querySelectorAll("button:not([hidden], [disabled])")];
  const stop = (chosen) => buttons().forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  stop(buttons()[0]);
  bar.addEventListener("focusin", (event) => event.target.matches("button") && stop(event.target));
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return leave?.();
    }
    const all = buttons().filter((button) => button.checkVisibility());
    const here = all.indexOf(event.target);
    if (here < 0) return undefined;
    const isBack = getComputedStyle(bar).direction === "rtl";
    const step = { ArrowRight: isBack ? -1 : 1, ArrowLeft: isBack ? 1 : -1 }[event.key];
    const next = { Home: all[0], End: all.at(-1) }[event.key] ?? (step && all.at((here + step) % all.length));
    if (!next) return undefined;
    event.preventDefault();
    return next.focus();
  });
}

// A bar over the text: a press leaves the caret where it is, Escape comes back to it.
export function bindBar(bar, view, press) {
  walkButtons(bar, () => view.focus());
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", press);
}
