// Without this a picture goes to the end of the text, one at a time; it cannot be dropped, pasted or put at the caret.
class InlinePictures {
  #place;
  #text;
  #form;
  #uploads;
  #words;
  #last;
  #anchors = new Map();
  #isWarned = false;

  constructor(place) {
    this.#place = place;
    this.#text = document.getElementById(place.dataset.text);
    this.#form = this.#text.form;
    this.#uploads = place.querySelector("[data-behaviour='uploads']");
    this.#words = JSON.parse(this.#uploads.dataset.words);
    document.getElementById("picture-panel")?.setAttribute("hidden", "");
    this.#listen();
    this.#guard();
  }

  #listen() {
    const files = this.#place.querySelector("[data-files]");
    this.#text.addEventListener("input", () => this.#follow());
    this.#text.addEventListener("paste", (event) => this.#paste(event));
    this.#text.addEventListener("drop", (event) => this.#drop(event));
    this.#text.addEventListener("dragover", (event) => this.#hover(event, true));
    this.#text.addEventListener("dragleave", (event) => this.#hover(event, false));
    this.#form.addEventListener("click", (event) => event.target.closest("[data-picture='files']") && files.click());
    files.addEventListener("change", () => {
      this.#offer({ files: [...files.files] });
      files.value = "";
    });
    this.#place.addEventListener("chosen", (event) => this.#offer({ said: event.detail }));
    this.#uploads.addEventListener("begun", (event) => this.#await(event.target));
    this.#uploads.addEventListener("arrived", (event) => event.target.isWanted && this.#finish(event.target));
    this.#uploads.addEventListener("cancelled", (event) => this.#forget(event.target));
    this.#uploads.addEventListener("click", (event) => event.target.dataset.do === "finish" && this.#finish(event.target.closest("li")));
    this.#uploads.addEventListener("keydown", (event) => this.#strike(event));
  }

  #offer(detail) {
    this.#uploads.dispatchEvent(new CustomEvent("offer", { detail }));
  }

  #paste(event) {
    const files = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!files.length || event.clipboardData.types.includes("text/html")) return;
    event.preventDefault();
    this.#offer({ files });
  }

  // Any file is taken, and refused in words: left alone, the browser would leave the page and open it.
  #drop(event) {
    this.#hover(event, false);
    const files = [...event.dataTransfer.files];
    if (!files.length) return;
    event.preventDefault();
    const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (spot?.offsetNode === this.#text) this.#text.setSelectionRange(spot.offset, spot.offset);
    this.#offer({ files });
  }

  #hover(event, isOver) {
    const isFile = event.dataTransfer.types.includes("Files");
    this.#text.classList.toggle("is-dropping", isOver && isFile);
    if (isOver && isFile) event.preventDefault();
  }

  #await(item) {
    if (!this.#anchors.size) this.#last = this.#text.value;
    this.#anchors.set(item, this.#text.selectionStart);
  }

  // The place of each picture moves with what is typed before it; while none waits, the text is not looked at.
  #follow() {
    this.#isWarned = false;
    if (!this.#anchors.size) return;
    const old = this.#last;
    const now = this.#text.value;
    let same = 0;
    while (same < old.length && same < now.length && old[same] === now[same]) same += 1;
    for (const [item, at] of this.#anchors) if (at > same) this.#anchors.set(item, Math.max(same, at + now.length - old.length));
    this.#last = now;
  }

  #strike(event) {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      this.#finish(event.target.closest("li"));
    }
    if (event.key === "Escape") event.target.closest("li")?.querySelector("[data-do='cancel']").click();
  }

  async #finish(item) {
    const word = (name) => item.querySelector(`[data-word='${name}']`);
    const isReady = word("alt").value.trim() !== "" || word("decorative").checked;
    this.#tell(item, isReady ? "" : this.#words.wordless);
    word("alt").toggleAttribute("aria-invalid", !isReady);
    item.isWanted = isReady;
    if (!isReady) return word("alt").focus();
    if (item.dataset.state !== "arrived") return undefined;
    const body = new URLSearchParams({ csrf_token: this.#form.elements.csrf_token.value });
    for (const name of ["alt", "caption"]) body.set(`picture_${name}`, word(name).value);
    if (word("decorative").checked) body.set("picture_decorative", "y");
    if (!word("credit").closest(".field").hidden) body.set("picture_credit", word("credit").value);
    return this.#mark(item, body);
  }

  async #mark(item, body) {
    try {
      const answer = await fetch(item.said.mark, { method: "POST", body });
      const said = answer.redirected ? { error: this.#words.signedOut } : await answer.json();
      if (said.markdown) this.#put(item, said.markdown);
      else this.#tell(item, said.error);
    } catch {
      this.#tell(item, this.#words.failed);
    }
  }

  #tell(item, problem) {
    item.querySelector("[data-problem]").textContent = problem;
  }

  // The rich sheet, where it is open, puts the picture in itself, and says when it has done so.
  #put(item, markdown) {
    const done = (problem) => (problem ? this.#tell(item, problem) : this.#leave(item));
    const detail = { item, markdown, done };
    const isLeft = this.#text.dispatchEvent(new CustomEvent("insertpicture", { detail, cancelable: true }));
    if (isLeft) this.#insert(item, markdown);
  }

  #leave(item) {
    this.#forget(item);
    item.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
    this.#uploads.querySelector("[data-status]").textContent = this.#words.inserted;
    this.#uploads.querySelector("[data-word='alt']:not([hidden])")?.focus();
  }

  #insert(item, markdown) {
    const { value, selectionStart, selectionEnd } = this.#text;
    const at = this.#lineEnd(this.#anchors.get(item) ?? selectionStart);
    const [before, after] = [value.slice(0, at), value.slice(at)];
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const words = gap + markdown + (after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n");
    const isWriting = document.activeElement === this.#text;
    const later = this.#later(item, at);
    this.#forget(item);
    this.#type(at, words);
    for (const other of later) this.#anchors.set(other, at + words.length);
    const move = (spot) => (spot > at ? spot + words.length : spot);
    if (isWriting) this.#text.setSelectionRange(move(selectionStart), move(selectionEnd));
    item.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
    this.#uploads.querySelector("[data-status]").textContent = this.#words.inserted;
    // Whoever describes another photo at this moment goes on there.
    const isDescribing = this.#uploads.contains(document.activeElement);
    if (!isWriting && !isDescribing) this.#uploads.querySelector("[data-word='alt']:not([hidden])")?.focus();
  }

  // Pictures that came after this one to the same place: they stand behind it, in whatever order they are described.
  #later(item, at) {
    const waiting = [...this.#anchors.keys()];
    return waiting.slice(waiting.indexOf(item) + 1).filter((other) => this.#lineEnd(this.#anchors.get(other)) === at);
  }

  // A picture stands between paragraphs: from within one it goes to the end of its line.
  #lineEnd(at) {
    const { value } = this.#text;
    if (at === 0 || value[at - 1] === "\n") return at;
    const end = value.indexOf("\n", at);
    return end < 0 ? value.length : end;
  }

  #type(at, words) {
    this.#text.focus({ preventScroll: true });
    this.#text.setSelectionRange(at, at);
    // The deprecated command is the only one that keeps the browser's own undo.
    if (document.execCommand("insertText", false, words)) return;
    this.#text.setRangeText(words, at, at, "end");
    this.#text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  #forget(item) {
    this.#anchors.delete(item);
    if (!this.#anchors.size) this.#text.focus({ preventScroll: true });
  }

  // Nobody leaves a picture behind unasked; a second save means it.
  #guard() {
    this.#form.addEventListener("submit", (event) => this.#ask(event), { capture: true });
    addEventListener("beforeunload", (event) => this.#anchors.size && !this.#isWarned && event.preventDefault());
  }

  #ask(event) {
    const [open] = [...this.#anchors.keys()].filter((item) => item.dataset.state !== "refused");
    if (!open || this.#isWarned) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#isWarned = true;
    this.#tell(open, this.#words.unfinished);
    open.querySelector("[data-word='alt']").focus();
  }
}

for (const place of document.querySelectorAll("[data-behaviour='inline_pictures']")) new InlinePictures(place);
