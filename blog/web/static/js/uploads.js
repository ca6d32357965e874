// Without this pictures go with the whole form, and nobody sees how far they are or can send one again alone.
class Uploads {
  static #thumb = 160;

  #uploads;
  #list;
  #template;
  #words;
  #waiting = [];
  #isBusy = false;

  constructor(uploads) {
    this.#uploads = uploads;
    this.#list = uploads.querySelector("ol");
    this.#template = uploads.querySelector("template");
    this.#words = JSON.parse(uploads.dataset.words);
    uploads.addEventListener("offer", (event) => this.#takeOffer(event.detail));
    uploads.addEventListener("leave", (event) => this.#remove(event.target));
    uploads.addEventListener("click", (event) => this.#handleClick(event.target.closest("[data-do]")));
    // What is said here is not the article's yet: the editor shall not take it for typed text.
    for (const kind of ["input", "change"]) uploads.addEventListener(kind, (event) => event.stopPropagation());
  }

  #takeOffer({ files = [], said }) {
    const items = said ? [this.#add(said.alt || "", said)] : [...files].map((file) => this.#addFile(file));
    const first = items.find((item) => item.dataset.state !== "refused") ?? items[0];
    first?.querySelector("[data-word='alt']")?.focus();
    this.#next();
  }

  #addFile(file) {
    const item = this.#add(file.name);
    this.#preview(item, file);
    if (!this.#isTaken(file)) this.#refuse(item, this.#words.noPicture);
    else if (file.size > Number(this.#uploads.dataset.most)) this.#refuse(item, this.#words.tooLarge);
    else this.#queue(item, file);
    return item;
  }

  // Many systems know no type for HEIC, only its suffix.
  #isTaken(file) {
    const name = file.name.toLowerCase();
    const kinds = this.#uploads.dataset.accept.split(",");
    return kinds.some((kind) => (kind.startsWith(".") ? name.endsWith(kind) : file.type === kind));
  }

  #add(name, said) {
    const item = this.#template.content.firstElementChild.cloneNode(true);
    item.querySelector("[data-name]").textContent = name;
    item.querySelector("progress").setAttribute("aria-label", name);
    this.#list.append(item);
    this.#list.hidden = false;
    item.dispatchEvent(new CustomEvent("begun", { bubbles: true }));
    if (said) {
      // The credit of what was in the library before is the library's: it changes on the picture's own page.
      item.querySelector("[data-word='credit']").closest(".field").hidden = true;
      this.#arrive(item, said);
    }
    return item;
  }

  async #preview(item, file) {
    try {
      const bitmap = await createImageBitmap(file, { resizeWidth: 320 });
      this.#drawThumbnail(item.querySelector("canvas"), bitmap, bitmap.width, bitmap.height);
    } catch {
      // The browser cannot show this kind: the name must do.
    }
  }

  #drawThumbnail(canvas, source, width, height) {
    const scale = Uploads.#thumb / Math.max(width, height);
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
  }

  #queue(item, file) {
    item.retry = () => this.#queue(item, file);
    this.#setState(item, "waiting", this.#words.waiting);
    this.#waiting.push({ item, file });
  }

  // One at a time: each costs the server a second, and who waits sees why.
  #next() {
    if (this.#isBusy) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#isBusy = true;
    this.#send(job.item, job.file).finally(() => {
      this.#isBusy = false;
      this.#next();
    });
  }

  async #send(item, file, isRetry = false) {
    this.#setState(item, "sending", this.#words.sending);
    const request = await this.#sendRequest(item, file);
    const { status, response: said } = request;
    if (item.dataset.state === "gone") return undefined;
    if (status === 201 && said?.id) return this.#arrive(item, said);
    if (status === 422 && said?.error) return this.#refuse(item, said.error);
    const mayBeSignedOut = status === 400 || status === 403 || status === 413 || request.responseURL.includes("/login");
    if (!mayBeSignedOut) return this.#fail(item, said?.error ?? (status ? this.#words.notStored : this.#words.failed));
    if (!isRetry && (await this.#renewToken())) return this.#send(item, file, true);
    return this.#fail(item, this.#words.signedOut);
  }

  #sendRequest(item, file) {
    const body = new FormData();
    body.set("csrf_token", document.querySelector("[name='csrf_token']").value);
    body.set("picture_file", file);
    const request = new XMLHttpRequest();
    item.stop = () => request.abort();
    request.upload.addEventListener("progress", (event) => this.#showProgress(item, event));
    request.upload.addEventListener("load", () => this.#showProgress(item, null));
    return new Promise((done) => {
      request.addEventListener("loadend", () => done(request));
      request.open("POST", this.#uploads.dataset.address);
      request.responseType = "json";
      request.send(body);
    });
  }

  #showProgress(item, event) {
    const bar = item.querySelector("progress");
    if (event?.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
    else bar.removeAttribute("value");
    if (!event) item.querySelector("[data-told]").textContent = this.#words.preparing;
  }

  async #renewToken() {
    const answer = await fetch(this.#uploads.dataset.token).catch(() => null);
    if (!answer?.ok || answer.redirected) return false;
    const { token } = await answer.json();
    for (const field of document.querySelectorAll("[name='csrf_token']")) field.value = token;
    return true;
  }

  // What is asked of the author while the file is on its way stays when it arrives; a new try begins without.
  #setState(item, state, words, problem = null) {
    item.dataset.state = state;
    const isMoving = state === "waiting" || state === "sending";
    const bar = item.querySelector("progress");
    bar.hidden = !isMoving;
    if (isMoving) bar.value = 0;
    item.querySelector("[data-told]").textContent = words;
    if (problem !== null || state === "waiting") item.querySelector("[data-problem]").textContent = problem ?? "";
    item.querySelector("[data-do='retry']").hidden = state !== "failed";
    if (words) this.#uploads.querySelector("[data-status]").textContent = words;
  }

  #arrive(item, said) {
    item.said = said;
    for (const field of item.querySelectorAll("[data-word]")) {
      if (field.type === "checkbox") field.checked ||= Boolean(said.decorative);
      else field.value ||= said[field.dataset.word] ?? "";
    }
    item.querySelector("[data-first-of-many]").hidden = !said.is_first_of_many;
    this.#loadThumbnail(item.querySelector("canvas"), said.thumb);
    this.#setState(item, "arrived", this.#words.arrived);
    item.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
  }

  #loadThumbnail(canvas, address) {
    const image = new Image();
    image.addEventListener("load", () => this.#drawThumbnail(canvas, image, image.naturalWidth, image.naturalHeight));
    image.src = address;
  }

  #refuse(item, problem) {
    this.#setState(item, "refused", "", problem);
    for (const part of item.querySelectorAll(".field, .checkbox, [data-do='finish']")) part.hidden = true;
    item.querySelector("[data-do='cancel']").textContent = this.#words.away;
  }

  #fail(item, problem) {
    this.#setState(item, "failed", "", problem);
  }

  #handleClick(button) {
    const item = button?.closest("li");
    if (!item) return;
    if (button.dataset.do === "retry") {
      item.retry();
      this.#next();
    }
    if (button.dataset.do === "cancel") {
      item.dispatchEvent(new CustomEvent("cancelled", { bubbles: true }));
      this.#remove(item);
    }
  }

  #remove(item) {
    item.dataset.state = "gone";
    this.#waiting = this.#waiting.filter((job) => job.item !== item);
    item.stop?.();
    item.remove();
    this.#list.hidden = !this.#list.children.length;
    this.#uploads.dispatchEvent(new CustomEvent("gone", { bubbles: true }));
  }
}

for (const uploads of document.querySelectorAll("[data-behaviour='uploads']")) new Uploads(uploads);
