// Makes the document of the sheet from the server's reading of a text (POST /desk/blocks).
import { Fragment } from "prosemirror-model";
import { schema } from "./schema.js";

// The text as it was opened: its pieces, each with its source, the bytes behind it, and its node or its note.
export class OpenedText {
  constructor({ before, pieces }, nodes) {
    this.before = before;
    this.pieces = pieces;
    this.nodes = nodes;
    Object.freeze(this);
  }

  // JSON of a document is for people who look for a fault: it holds no second copy of the text.
  toJSON() {
    return null;
  }
}

// Returns the document; the node at `place` of its pieces is that of the same number in doc.attrs.opened.nodes.
export function openDocument(json) {
  const nodes = json.pieces.map(({ node }, place) => node && withPlace(node, place));
  const opened = new OpenedText(json, nodes);
  const content = nodes.filter(Boolean);
  return schema.node("doc", { opened }, Fragment.from(content.length ? content : schema.node("paragraph")));
}

function withPlace(json, place) {
  return schema.nodeFromJSON({ ...json, attrs: { ...json.attrs, place } });
}
