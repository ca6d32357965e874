// Two pictures of one place lie one over the other, and a slider, also by keys, shows more of one or of the other.
// Without this both stand one under the other.
class PictureComparison {
  #stage = document.createElement("div");
  #slider = document.createElement("input");

  constructor(comparison, words) {
    const pictures = [...comparison.querySelectorAll("picture")];
    const line = document.createElement("span");
    this.#stage.className = "comparison__stage";
    line.className = "comparison__line";
    Object.assign(this.#slider, { type: "range", className: "comparison__slider", min: 0, max: 100, value: 50 });
    this.#slider.setAttribute("aria-label", words);
    this.#slider.addEventListener("input", () => this.#cut());
    comparison.classList.add("comparison--slid");
    comparison.prepend(this.#stage);
    this.#stage.append(...pictures, line, this.#slider);
    this.#cut();
  }

  #cut() {
    this.#stage.style.setProperty("--cut", `${this.#slider.value}%`);
    this.#slider.setAttribute("aria-valuetext", `${100 - this.#slider.value} %`);
  }
}

for (const comparison of document.querySelectorAll("[data-compare] .comparison")) {
  new PictureComparison(comparison, comparison.closest("[data-compare]").dataset.compare);
}
