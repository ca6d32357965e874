// On paper the answers to all questions stand open; afterwards they are as their reader left them.
// Without this they do in the browsers that know ::details-content.
let unfolded = [];

addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll(".question:not([open])")];
  for (const question of unfolded) question.open = true;
});

addEventListener("afterprint", () => {
  for (const question of unfolded) question.open = false;
});
