// Files of an import go in pieces, which go on after a break. Without this they go with the form, all at once.
class ImportUpload {
  static #kinds = { export_files: "export", media_files: "media" };
  static #tries = 8;

  #form;
  #sending;
  #words;
  #isBusy = false;

  constructor(form) {
    this.#form = form;
    this.#sending = form.querySelector("[data-sending]");
    this.#words = JSON.parse(form.querySelector("[data-words]").dataset.words);
    form.addEventListener("submit", (event) => this.#handleSubmit(event));
  }

  #handleSubmit(event) {
    const files = Object.entries(ImportUpload.#kinds).flatMap(([name, part]) =>
      [...this.#form.elements[name].files].map((file) => ({ part, file })),
    );
    const isWhole = this.#form.dataset.parts ? files.length : files.some(({ part }) => part === "export");
    if (!isWhole) return;
    event.preventDefault();
    if (!this.#isBusy) this.#run(files);
  }

  async #run(files) {
    this.#isBusy = true;
    this.#complain("");
    this.#sending.hidden = false;
    try {
      if (!this.#form.dataset.parts) await this.#announce();
      for (const { part, file } of files) await this.#send(part, file);
      this.#finish();
    } catch (problem) {
      this.#sending.hidden = true;
      this.#complain(problem.told ?? this.#words.failed);
    }
    this.#isBusy = false;
  }

  // The files are in place: the form goes without them.
  #finish() {
    for (const name of Object.keys(ImportUpload.#kinds)) this.#form.elements[name].disabled = true;
    this.#form.elements.is_announced.value = "";
    this.#form.submit();
  }

  async #announce() {
    const body = new FormData(this.#form);
    for (const name of Object.keys(ImportUpload.#kinds)) body.delete(name);
    body.set("is_announced", "1");
    const { status, said } = await this.#post(this.#form.action, () => body);
    this.#mark(said.errors ?? {});
    if (status !== 200) throw { told: said.error ?? Object.values(said.errors ?? {}).join(" ") };
    this.#form.dataset.parts = said.parts;
    this.#form.action = `${said.page}/check`;
    history.replaceState(null, "", said.page);
  }

  async #send(part, file) {
    const size = Number(this.#form.dataset.piece);
    let offset = 0;
    do {
      this.#tell(this.#words.sending.replace("{name}", file.name), offset, file.size);
      const { status, said } = await this.#post(this.#form.dataset.parts, () => {
        const body = new FormData();
        for (const [name, value] of Object.entries({ part, name: file.name, offset, size: file.size })) body.set(name, value);
        body.set("piece", file.slice(offset, offset + size));
        return body;
      });
      if (said.received === undefined || (status !== 200 && status !== 409)) throw { told: said.error };
      offset = said.received;
    } while (offset < file.size);
  }

  async #post(address, fill) {
    for (let trial = 0; trial < ImportUpload.#tries; trial += 1) {
      if (trial) await new Promise((done) => setTimeout(done, Math.min(1000 * 2 ** trial, 30000)));
      const body = fill();
      body.set("csrf_token", this.#form.elements.csrf_token.value);
      const answer = await fetch(address, { method: "POST", body }).catch(() => null);
      if (answer?.redirected) throw { told: this.#words.signedOut };
      const said = await answer?.json().catch(() => null);
      if (said) return { status: answer.status, said };
      if (answer?.status === 400 || answer?.status === 403) await this.#renewToken();
      this.#sending.querySelector("[data-told]").textContent = this.#words.again;
    }
    throw { told: this.#words.failed };
  }

  async #renewToken() {
    const answer = await fetch(this.#form.dataset.token).catch(() => null);
    if (!answer?.ok || answer.redirected) throw { told: this.#words.signedOut };
    this.#form.elements.csrf_token.value = (await answer.json()).token;
  }

  #tell(words, done, all) {
    const percent = all ? Math.floor((100 * done) / all) : 100;
    this.#sending.querySelector("[data-told]").textContent = words.replace("{percent}", percent);
    this.#sending.querySelector("progress").value = percent;
  }

  // Each sentence beside its field, as the server would put it.
  #mark(errors) {
    for (const old of this.#form.querySelectorAll("[data-said]")) old.remove();
    for (const field of this.#form.elements) {
      const words = errors[field.name];
      if (field.name in errors) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      if (!words) continue;
      const line = document.createElement("p");
      line.className = "field__error";
      line.id = `${field.id}-said`;
      line.dataset.said = "";
      line.textContent = words;
      field.setAttribute("aria-describedby", line.id);
      field.closest(".field")?.append(line);
    }
  }

  #complain(words) {
    const place = this.#form.querySelector("[data-problem]");
    place.textContent = words;
    place.hidden = !words;
  }
}

for (const form of document.querySelectorAll('[data-behaviour="import_upload"]')) new ImportUpload(form);
