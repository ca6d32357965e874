// The article as readers see it, to write in. Without this, and where it cannot open, the text is written in Markdown.
import { SheetEditor } from "./sheet_editor.js";

async function openSheet(place) {
  const field = document.getElementById(place.dataset.text);
  try {
    await new SheetEditor(place, field).open();
  } catch (problem) {
    place.hidden = true;
    field.hidden = false;
    const said = document.querySelector("[data-sheet-failed]");
    if (said) said.hidden = false;
    throw problem;
  }
}

for (const place of document.querySelectorAll("[data-behaviour='sheet']")) openSheet(place);
