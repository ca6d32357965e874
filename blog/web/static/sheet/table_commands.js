// Tables as Markdown knows them: one row of heads, then rows; each column has one alignment; no cell spans two.
import { Selection, TextSelection } from "prosemirror-state";
import { addColumn, CellSelection, removeColumn, selectedRect, TableMap } from "prosemirror-tables";
import { around } from "./commands.js";
import { schema } from "./schema.js";

const { nodes } = schema;

export function makeTable(rows, columns) {
  const fill = (type) => Array.from({ length: columns }, () => type.createAndFill());
  const body = Array.from({ length: rows - 1 }, () => nodes.table_row.create(null, fill(nodes.table_cell)));
  return nodes.table.create(null, [nodes.table_row.create(null, fill(nodes.table_header)), ...body]);
}

export const isInTable = (state) => Boolean(around(state, nodes.table)) || state.selection.node?.type === nodes.table;

// The cell of the selection, with its row and column.
function cellOf(state) {
  const cell = around(state, nodes.table_cell, nodes.table_header);
  const table = around(state, nodes.table);
  if (!cell || !table) return null;
  const map = TableMap.get(table.node);
  const rect = map.findCell(cell.pos - table.pos - 1);
  return { table, map, row: rect.top, column: rect.left };
}

function selectCell(tr, tablePos, row, column) {
  const map = TableMap.get(tr.doc.nodeAt(tablePos));
  const at = tablePos + 1 + map.map[Math.min(row, map.height - 1) * map.width + Math.min(column, map.width - 1)];
  return tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView();
}

// The place of a row within the text.
function rowPlace(table, row) {
  let pos = table.pos + 1;
  for (let at = 0; at < row; at += 1) pos += table.node.child(at).nodeSize;
  return pos;
}

function emptyRow(table) {
  const cells = [];
  table.node.child(0).forEach((cell) => cells.push(nodes.table_cell.createAndFill({ alignment: cell.attrs.alignment })));
  return nodes.table_row.create(null, cells);
}

// The first row holds the heads, and no other one, whatever was pasted into it; null where that is so.
export function settleHeads({ tr, selection }) {
  const table = around({ selection }, nodes.table);
  table?.node.forEach((row, offset, at) => row.forEach((cell, inner) => {
    const type = at ? nodes.table_cell : nodes.table_header;
    if (cell.type !== type) tr.setNodeMarkup(table.pos + offset + inner + 2, type, cell.attrs);
  }));
  return tr.docChanged ? tr : null;
}

// A row below or above; nothing stands above the heads.
export function addRow(step) {
  return (state, dispatch) => {
    const cell = cellOf(state);
    if (!cell) return false;
    const row = Math.max(1, cell.row + (step > 0 ? 1 : 0));
    const tr = state.tr.insert(rowPlace(cell.table, row), emptyRow(cell.table));
    dispatch?.(selectCell(tr, cell.table.pos, row, cell.column));
    return true;
  };
}

// The heads stay: without them it would be no table. With its last row a table is empty, not gone.
export const removeRow = (state, dispatch) => {
  const cell = cellOf(state);
  if (!cell || !cell.row) return false;
  const from = rowPlace(cell.table, cell.row);
  const tr = state.tr.delete(from, from + cell.table.node.child(cell.row).nodeSize);
  dispatch?.(selectCell(tr, cell.table.pos, cell.row, cell.column));
  return true;
};

export function moveRow(step) {
  return (state, dispatch) => {
    const cell = cellOf(state);
    const target = cell && cell.row + step;
    if (!cell || !cell.row || target < 1 || target >= cell.map.height) return false;
    const [first, second] = [Math.min(cell.row, target), Math.max(cell.row, target)];
    const [one, other] = [cell.table.node.child(first), cell.table.node.child(second)];
    const from = rowPlace(cell.table, first);
    const tr = state.tr.replaceWith(from, from + one.nodeSize + other.nodeSize, [other, one]);
    dispatch?.(selectCell(tr, cell.table.pos, target, cell.column));
    return true;
  };
}

export function addColumnAt(step) {
  return (state, dispatch) => {
    const cell = cellOf(state);
    if (!cell) return false;
    const column = cell.column + (step > 0 ? 1 : 0);
    const tr = addColumn(state.tr, selectedRect(state), column);
    dispatch?.(selectCell(tr, cell.table.pos, cell.row, column));
    return true;
  };
}

export const removeColumnHere = (state, dispatch) => {
  const cell = cellOf(state);
  if (!cell || cell.map.width < 2) return false;
  const tr = state.tr;
  removeColumn(tr, selectedRect(state), cell.column);
  dispatch?.(selectCell(tr, cell.table.pos, cell.row, cell.column));
  return true;
};

export function alignColumn(alignment) {
  return (state, dispatch) => {
    const cell = cellOf(state);
    if (!cell) return false;
    const tr = state.tr;
    for (const at of cell.map.cellsInRect({ left: cell.column, right: cell.column + 1, top: 0, bottom: cell.map.height })) {
      tr.setNodeAttribute(cell.table.pos + 1 + at, "alignment", alignment);
    }
    dispatch?.(tr);
    return true;
  };
}

export function alignmentOf(state) {
  return around(state, nodes.table_cell, nodes.table_header)?.node.attrs.alignment ?? null;
}

export const removeTable = (state, dispatch) => {
  const table = around(state, nodes.table);
  if (!table) return false;
  const tr = state.tr.replaceWith(table.pos, table.pos + table.node.nodeSize, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, table.pos + 1)).scrollIntoView());
  return true;
};

// To the next cell with all its words chosen; behind the last one a row begins.
export function nextCell(step) {
  return (state, dispatch) => {
    const cell = cellOf(state);
    if (!cell) return false;
    const at = cell.row * cell.map.width + cell.column + step;
    if (at < 0) return false;
    if (at >= cell.map.map.length) {
      const tr = state.tr.insert(cell.table.pos + cell.table.node.nodeSize - 1, emptyRow(cell.table));
      dispatch?.(selectCell(tr, cell.table.pos, cell.row + 1, 0));
      return true;
    }
    const pos = cell.table.pos + 1 + cell.map.map[at];
    const end = pos + state.doc.nodeAt(pos).nodeSize;
    dispatch?.(state.tr.setSelection(TextSelection.between(state.doc.resolve(pos + 1), state.doc.resolve(end - 1))).scrollIntoView());
    return true;
  };
}

// Enter goes a row down, or begins one; on an empty last row it ends the table.
export const cellBelow = (state, dispatch) => {
  const cell = cellOf(state);
  if (!cell || state.selection instanceof CellSelection) return Boolean(cell);
  const isLast = cell.row === cell.map.height - 1;
  if (!isLast) {
    dispatch?.(selectCell(state.tr, cell.table.pos, cell.row + 1, cell.column));
    return true;
  }
  const row = cell.table.node.child(cell.row);
  if (row.textContent || !cell.row) return addRow(1)(state, dispatch);
  const from = rowPlace(cell.table, cell.row);
  const tr = state.tr.delete(from, from + row.nodeSize);
  const after = tr.mapping.map(cell.table.pos + cell.table.node.nodeSize);
  tr.insert(after, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};
