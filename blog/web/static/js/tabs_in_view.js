// The tab of this page is scrolled into view where tabs are wider than the screen. Without this newer browsers do it by
// a rule of style, and elsewhere one scrolls.
for (const tabs of document.querySelectorAll(".tabs, .desk-filter")) {
  const current = tabs.querySelector("[aria-current]");
  if (!current || tabs.scrollWidth <= tabs.clientWidth) continue;
  const outer = tabs.getBoundingClientRect();
  const inner = current.getBoundingClientRect();
  tabs.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
}
