// A chosen file is named beside our button, with its size. Without this the browser's own chooser stands there.
class FileChooser {
  #input;
  #name;

  constructor(place) {
    this.#input = place.querySelector("input[type='file']");
    this.#name = place.querySelector("[data-names]");
    this.#input.addEventListener("change", () => setTimeout(() => this.#show())); // Another module may take the files.
    this.#input.form?.addEventListener("reset", () => setTimeout(() => this.#show()));
    place.dataset.ready = "";
    this.#show();
  }

  #show() {
    const files = [...this.#input.files];
    this.#name.textContent = files.length ? files.map((file) => `${file.name} (${this.#size(file)})`).join(", ") : this.#name.dataset.names;
  }

  #size(file) {
    const isLarge = file.size >= 1e6;
    const unit = { style: "unit", unit: isLarge ? "megabyte" : "kilobyte", maximumFractionDigits: isLarge ? 1 : 0 };
    return new Intl.NumberFormat(document.documentElement.lang, unit).format(Math.max(file.size, 1000) / (isLarge ? 1e6 : 1e3));
  }
}

for (const place of document.querySelectorAll("[data-behaviour~='file_chooser']")) new FileChooser(place);
