// Without this a picture goes to the end of the text, and it cannot be dropped or pasted: the button sends the whole form.
class PictureUpload {
  #panel;
  #form;
  #text;
  #file;
  #alt;
  #button;

  constructor(panel) {
    this.#panel = panel;
    this.#form = panel.closest("form");
    this.#text = document.getElementById(panel.dataset.text);
    this.#file = panel.querySelector("[name='picture_file']");
    this.#alt = panel.querySelector("[name='picture_alt']");
    this.#button = panel.querySelector("button");
    this.#button.addEventListener("click", (event) => this.#send(event));
    this.#alt.addEventListener("keydown", (event) => event.key === "Enter" && this.#send(event));
    this.#text.addEventListener("paste", (event) => this.#take(event, event.clipboardData));
    this.#text.addEventListener("drop", (event) => this.#take(event, event.dataTransfer));
    this.#text.addEventListener("dragover", (event) => this.#hover(event, true));
    for (const name of ["dragleave", "drop"]) this.#text.addEventListener(name, (event) => this.#hover(event, false));
  }

  #hover(event, isOver) {
    const isFile = event.dataTransfer.types.includes("Files");
    this.#form.classList.toggle("is-dropping", isOver && isFile);
    if (isOver && isFile) event.preventDefault();
  }

  #take(event, carried) {
    const picture = [...carried.files].find((file) => file.type.startsWith("image/"));
    if (!picture || carried.types.includes("text/html")) return;
    event.preventDefault();
    const files = new DataTransfer();
    files.items.add(picture);
    this.#file.files = files.files;
    this.#panel.open = true;
    this.#alt.focus();
  }

  async #send(event) {
    event.preventDefault();
    const file = this.#file.files[0];
    if (file && file.size > Number(this.#panel.dataset.most)) return this.#tell(this.#panel.dataset.tooLarge);
    this.#button.disabled = true;
    try {
      const answer = await fetch(this.#panel.dataset.address, { method: "POST", body: this.#body(file) });
      const said = await answer.json();
      if (said.markdown) this.#insert(said.markdown);
      else this.#tell(said.error);
    } catch {
      this.#tell(this.#panel.dataset.failed);
    }
    this.#button.disabled = false;
    return undefined;
  }

  #body(file) {
    const body = new FormData();
    body.set("csrf_token", this.#form.elements.csrf_token.value);
    body.set("picture_alt", this.#alt.value);
    if (file) body.set("picture_file", file);
    return body;
  }

  #tell(problem) {
    this.#panel.querySelector("[data-problem]").textContent = problem;
  }

  #insert(markdown) {
    this.#tell("");
    this.#file.value = "";
    this.#alt.value = "";
    this.#panel.open = false;
    this.#text.focus();
    const before = this.#text.value.slice(0, this.#text.selectionStart);
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const words = `${gap}${markdown}\n\n`;
    if (document.execCommand("insertText", false, words)) return;
    this.#text.setRangeText(words, this.#text.selectionStart, this.#text.selectionEnd, "end");
    this.#text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

for (const panel of document.querySelectorAll("[data-behaviour='upload']")) new PictureUpload(panel);
