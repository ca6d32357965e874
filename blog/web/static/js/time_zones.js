// A time of day says its zone where that is not the reader's own.
// Without it, the zone is in the title of the time alone.
for (const time of document.querySelectorAll("time[data-offset]"))
  if (Number(time.dataset.offset) !== -new Date(time.dateTime).getTimezoneOffset() && time.textContent !== time.title)
    time.append(` ${time.dataset.zone}`);
