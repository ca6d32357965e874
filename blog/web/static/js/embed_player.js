// A video, post, recording, map or chart of another site is shown on this page once its reader presses the button that names the site.
// Before that nothing is asked of it; without this the card is a plain link.
class EmbedCard {
  static #file = /\.(?:mp4|webm)$/i;

  #card;
  #link;
  #player;
  #button = document.createElement("button");

  constructor(card, player, words) {
    this.#card = card;
    this.#link = card.querySelector("a");
    this.#player = player;
    this.#button.type = "button";
    this.#button.className = "button embed__show";
    this.#button.textContent = words.replace("{host}", player.hostname);
    this.#button.addEventListener("click", () => this.#show());
    card.append(this.#button);
  }

  #show() {
    const screen = EmbedCard.#file.test(this.#player.pathname) ? this.#film() : this.#frame();
    screen.className = "embed__screen";
    screen.title = this.#link.textContent;
    this.#card.prepend(screen);
    this.#button.remove();
    screen.focus();
  }

  #film() {
    return Object.assign(document.createElement("video"), { controls: true, autoplay: true, src: this.#player.href });
  }

  #frame() {
    const frame = document.createElement("iframe");
    if (this.#card.classList.contains("video")) this.#player.searchParams.set("autoplay", "1");
    frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    frame.allowFullscreen = true;
    // Players refuse to start where nothing says which site they stand on; the path stays unsaid.
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-presentation";
    frame.src = this.#player.href;
    return frame;
  }
}

for (const prose of document.querySelectorAll("[data-players]")) {
  const hosts = prose.dataset.players.split(" ");
  for (const card of prose.querySelectorAll("[data-player]")) {
    const player = new URL(card.dataset.player);
    const words = card.classList.contains("video") ? prose.dataset.play : prose.dataset.show;
    if (hosts.includes(player.hostname)) new EmbedCard(card, player, words);
  }
}
