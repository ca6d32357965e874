// Opens the rich sheet over the textarea; without it the textarea is how one writes.
export const sheets = document.querySelectorAll("[data-behaviour~='sheet']");
