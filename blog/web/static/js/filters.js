// A filter counts as soon as it is chosen. Without this a button applies all of them.
for (const form of document.querySelectorAll("[data-behaviour~='filters']")) {
  form.toggleAttribute("data-at-once", true);
  for (const choice of form.querySelectorAll("select")) choice.addEventListener("change", () => form.requestSubmit());
}
