// Words such as "2 hours ago" that a page still shows when they are no longer true, since it was kept offline or
// stayed open, become the date of their title. Without it, they stay as they were when the page was made.
const update = () => {
  for (const time of document.querySelectorAll("time[data-until]"))
    if (Date.parse(time.dataset.until) <= Date.now()) {
      time.textContent = time.title
      delete time.dataset.until
    }
}

update()
addEventListener("pageshow", update)
document.addEventListener("visibilitychange", update)
