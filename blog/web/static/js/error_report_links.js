// Each paragraph of an article offers a small link by which its reader reports an error in it.
// Without this script the link at the article's end leads to the same form, which lists the paragraphs.
const PARAGRAPHS = "p, h2, h3, h4, h5, h6, li, pre, tr";

class ErrorReportLinks {
  #link;

  constructor(prose) {
    this.#link = document.createElement("a");
    this.#link.className = "report-mark";
    this.#link.textContent = prose.dataset.words;
    this.#link.rel = "nofollow";
    this.#link.tabIndex = -1;
    const paragraphs = [...prose.querySelectorAll(PARAGRAPHS)];
    paragraphs.forEach((paragraph, place) => {
      const offer = () => this.#offer(paragraph, `${prose.dataset.address}?paragraph=${place + 1}`);
      if (!paragraph.matches("p, li, h2, h3, h4, h5, h6")) return;
      // A finger that scrolls enters paragraphs too: there only a tap counts.
      paragraph.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && offer());
      paragraph.addEventListener("click", offer);
    });
    document.addEventListener("click", (event) => prose.contains(event.target) || this.#link.remove());
  }

  #offer(paragraph, address) {
    this.#link.href = address;
    this.#link.setAttribute("aria-hidden", "true");
    this.#link.parentElement?.removeAttribute("data-reported");
    paragraph.dataset.reported = "";
    paragraph.append(this.#link);
  }
}

for (const prose of document.querySelectorAll('[data-behaviour="error_report_links"]')) new ErrorReportLinks(prose);
