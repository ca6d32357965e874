// Offers the time zone of the browser beside the choice of zones.
// Without this script a reader looks for it in the list.
class BrowserZone {
  #button;
  #select;

  constructor(button) {
    this.#button = button;
    this.#select = document.getElementById(button.dataset.for);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const option = this.#find(zone);
    if (!option || [this.#select.value, button.dataset.present].some((one) => this.#canonical(one) === zone)) return;
    button.textContent = button.dataset.words.replace("{zone}", option.value);
    button.hidden = false;
    button.addEventListener("click", () => this.#choose(option));
  }

  // Browsers know some zones by an old name alone, such as Asia/Calcutta.
  #find(zone) {
    const options = [...this.#select.options].filter((one) => one.value);
    return options.find((one) => one.value === zone) ?? options.find((one) => this.#canonical(one.value) === zone);
  }

  #canonical(name) {
    try {
      return name && Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    } catch {
      return ""; // A newer zone than the browser.
    }
  }

  #choose(option) {
    option.selected = true;
    this.#button.hidden = true;
    this.#select.focus();
  }
}

for (const button of document.querySelectorAll('[data-behaviour="browser_zone"]')) new BrowserZone(button);
