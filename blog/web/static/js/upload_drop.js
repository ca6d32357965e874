// Without this the form sends the files all at once, and each is described on its own page after that.
class UploadDrop {
  #uploads;
  #words;

  constructor(place) {
    this.#uploads = place.querySelector("[data-behaviour='uploads']");
    this.#words = JSON.parse(this.#uploads.dataset.words);
    place.querySelector("[data-plain]").hidden = true;
    place.querySelector("[data-drop]").hidden = false;
    const field = place.querySelector("[type='file']");
    field.addEventListener("change", () => {
      this.#offer([...field.files]);
      field.value = "";
    });
    document.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
    document.addEventListener("drop", (event) => this.#drop(event));
    this.#uploads.addEventListener("click", (event) => event.target.dataset.do === "finish" && this.#finish(event.target.closest("li")));
    this.#uploads.addEventListener("keydown", (event) => this.#handleKey(event));
    this.#uploads.addEventListener("arrived", (event) => event.target.isWanted && this.#finish(event.target));
    this.#uploads.addEventListener("gone", () => this.#uploads.querySelector("li") || location.reload());
  }

  #offer(files) {
    this.#uploads.dispatchEvent(new CustomEvent("offer", { detail: { files } }));
  }

  #drop(event) {
    const files = [...event.dataTransfer.files];
    if (!files.length) return;
    event.preventDefault();
    this.#offer(files);
  }

  #handleKey(event) {
    if (event.key === "Enter" && event.target.matches("input")) this.#finish(event.target.closest("li"));
  }

  async #finish(item) {
    const word = (name) => item.querySelector(`[data-word='${name}']`);
    item.isWanted = word("alt").value.trim() !== "" || word("decorative").checked;
    this.#showProblem(item, item.isWanted ? "" : this.#words.wordless);
    if (!item.isWanted) return word("alt").focus();
    if (item.dataset.state !== "arrived") return undefined;
    const body = new URLSearchParams({ csrf_token: document.querySelector("[name='csrf_token']").value });
    for (const name of ["alt", "caption"]) body.set(`picture_${name}`, word(name).value);
    if (word("decorative").checked) body.set("picture_decorative", "y");
    if (!word("credit").closest(".field").hidden) body.set("picture_credit", word("credit").value);
    return this.#save(item, body);
  }

  async #save(item, body) {
    try {
      const answer = await fetch(item.said.mark, { method: "POST", body });
      const said = answer.redirected ? { error: this.#words.signedOut } : await answer.json();
      if (said.error) return this.#showProblem(item, said.error);
      const next = item.nextElementSibling ?? item.previousElementSibling;
      item.dispatchEvent(new CustomEvent("leave", { bubbles: true }));
      next?.querySelector("[data-word='alt']").focus();
    } catch {
      this.#showProblem(item, this.#words.failed);
    }
    return undefined;
  }

  #showProblem(item, problem) {
    item.querySelector("[data-problem]").textContent = problem;
  }
}

for (const place of document.querySelectorAll("[data-behaviour='upload_drop']")) new UploadDrop(place);
