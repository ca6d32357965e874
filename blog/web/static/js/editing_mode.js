// Without this the text is written in Markdown: there is nothing to change over to, and no button for it.
for (const button of document.querySelectorAll("[data-behaviour~='editing_mode']")) button.hidden = false;
