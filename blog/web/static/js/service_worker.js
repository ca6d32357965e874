// Gives an article that was kept when the network does not give it. The server writes VERSION above these lines.
// It is registered when a reader keeps the first article, and goes with the last one. It touches nothing but
// the pages that everybody may read, and stores no page that a person was given: what is kept was asked for
// without cookies (offline_store.js), and so are the two pages of its own.
const SHELL = `shell ${VERSION}`;
const OWN_PAGES = ["/kept/", "/offline"];
const READ_BY_ALL = /^\/(?:(?:articles|topics|authors)\/[^/]+|archive\/.*|corrections\/|kept\/|offline|search)?$/;
const FILE = /^\/(?:assets|media)\//;
const GONE = new Set([404, 410]);
const PATIENCE_MS = 4000;

addEventListener("install", (event) => event.waitUntil(settleIn()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && READ_BY_ALL.test(pathname)) event.respondWith(openPage(request, pathname));
  else if (FILE.test(pathname) && isAskedByPage(request.referrer)) event.respondWith(openFile(request));
});

async function settleIn() {
  const shell = await caches.open(SHELL);
  for (const address of OWN_PAGES) {
    const page = await fetch(address, { credentials: "omit", cache: "no-cache" });
    if (!page.ok) throw new Error(`${address} answered ${page.status}`);
    const files = new Set((await page.clone().text()).match(/\/assets\/[\w.-]+/g));
    await shell.addAll([...files]);
    await shell.put(address, page);
  }
  await skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell ") && name !== SHELL).map((name) => caches.delete(name)));
  await clients.claim();
}

async function openPage(request, path) {
  const shelf = `kept ${path}`;
  const kept = await caches.match(path, { cacheName: shelf, ignoreVary: true });
  try {
    const asked = fetch(request);
    const answer = await (kept ? Promise.race([asked, refuseLater()]) : asked);
    // Only our own answer says that an article is gone: a proxy's has no number of the request.
    if (GONE.has(answer.status) && answer.headers.has("X-Request-ID")) await drop(shelf);
    return kept && answer.status >= 500 ? kept : answer;
  } catch {
    const own = OWN_PAGES.includes(path) ? path : "/offline";
    return kept ?? (await caches.match(own, { cacheName: SHELL, ignoreVary: true })) ?? Response.error();
  }
}

/** Drop a kept article; with the last one the worker and its own pages go too. */
async function drop(shelf) {
  if (!(await caches.delete(shelf))) return;
  const names = await caches.keys();
  if (names.some((name) => name.startsWith("kept "))) return;
  await Promise.all(names.filter((name) => name.startsWith("shell ")).map((name) => caches.delete(name)));
  await registration.unregister();
}

function refuseLater() {
  return new Promise((_, refuse) => setTimeout(refuse, PATIENCE_MS, new Error("The network is slow.")));
}

function isAskedByPage(referrer) {
  const path = referrer.startsWith(location.origin) ? new URL(referrer).pathname : "";
  return READ_BY_ALL.test(path) || FILE.test(path);
}

async function openFile(request) {
  const answer = await fetch(request).catch(() => Response.error());
  return answer.ok ? answer : ((await caches.match(request.url, { ignoreVary: true })) ?? answer);
}
