// The bar over a table in which the caret stands: its rows and columns, the alignment of a column, and the way out.
import { Plugin } from "prosemirror-state";
import { bindBar, placeAt } from "./elements.js";
import { addColumnAt, addRow, alignColumn, alignmentOf, isInTable, moveRow, removeColumnHere, removeRow, removeTable, settleHeads } from "./table_commands.js";
import { around } from "./commands.js";
import { schema } from "./schema.js";

const DEEDS = {
  "row-above": addRow(-1),
  "row-below": addRow(1),
  "row-up": moveRow(-1),
  "row-down": moveRow(1),
  "row-remove": removeRow,
  "column-before": addColumnAt(-1),
  "column-after": addColumnAt(1),
  "column-remove": removeColumnHere,
  "align-left": alignColumn("left"),
  "align-center": alignColumn("center"),
  "align-right": alignColumn("right"),
  remove: removeTable,
};

export function tableBar(bar) {
  return new Plugin({
    appendTransaction: (transactions, _before, state) => (transactions.some((tr) => tr.docChanged) ? settleHeads(state) : null),
    view(view) {
      bindBar(bar, view, (event) => {
        const deed = DEEDS[event.target.closest("button")?.dataset.deed];
        if (!deed) return;
        deed(view.state, view.dispatch, view);
        view.focus();
      });
      return { update: (now) => showBar(bar, now), destroy: () => (bar.hidden = true) };
    },
  });
}

function showBar(bar, view) {
  const isShown = isInTable(view.state) && (view.hasFocus() || bar.contains(document.activeElement));
  bar.hidden = !isShown;
  if (!isShown) return;
  for (const button of bar.querySelectorAll("button")) button.disabled = !DEEDS[button.dataset.deed](view.state);
  const aligned = alignmentOf(view.state) ?? "left";
  for (const button of bar.querySelectorAll("[data-deed^='align-']")) button.setAttribute("aria-pressed", String(button.dataset.deed === `align-${aligned}`));
  const table = around(view.state, schema.nodes.table);
  const dom = table && view.nodeDOM(table.pos);
  if (dom) placeAt(bar, bar.parentElement, dom.getBoundingClientRect(), true);
}
