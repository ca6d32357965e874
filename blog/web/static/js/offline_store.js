// Keeps articles in the browser, each in a cache of its own with its pictures, style sheet and scripts: so a kept
// page stays whole whatever the site becomes, and removing it leaves nothing behind. Loaded on first use.
const SHELF = "kept ";
const WORKER = "/service-worker.js";
// A picture at a CDN has the same name at our own address, by which it is kept: a policy lets us ask no other host.
const PICTURE = /^(?:https?:\/\/[^?#]*|\/media)\/([\w-]{1,64}\/\w{1,12}\.(?:avif|webp|jpg|png))$/;
const GONE = new Set([404, 410]);

export class Withdrawn extends Error {}

/** Keep the article at *path* as everybody sees it; what was kept of it before is replaced. */
export async function keep(path) {
  const isNew = !(await caches.has(SHELF + path));
  try {
    await startWorker();
    const shelf = await caches.open(SHELF + path);
    await store(path, shelf, await fetch(path, { credentials: "omit", cache: "no-cache" }));
  } catch (error) {
    if (isNew) await remove(path).catch(() => {});
    throw error;
  }
}

/** Bring a kept article up to date; return whether the site still has it. What is removed meanwhile stays removed. */
export async function refresh(path) {
  const shelf = await openKept(path);
  if (!shelf) return true;
  const tag = (await shelf.match(path))?.headers.get("Kept-Tag");
  const answer = await fetch(path, { credentials: "omit", headers: tag ? { "If-None-Match": tag } : {} });
  if (answer.ok) await store(path, shelf, answer);
  else if (GONE.has(answer.status)) await remove(path);
  return !GONE.has(answer.status);
}

// A cache that is deleted while it is open takes what is written to it along; opening its name again would make a new
// one. So a refresh opens the cache once, before it waits for the network, and no removal falls between look and opening.
function openKept(path) {
  return alone(async () => ((await caches.has(SHELF + path)) ? caches.open(SHELF + path) : undefined));
}

function alone(act) {
  return navigator.locks.request("offline_store", act);
}

/** Return what is kept, newest first: path, headline, time and bytes. */
export async function list() {
  const paths = await keptPaths();
  const found = await Promise.all(paths.map(async (path) => [path, (await readPage(path))?.headers]));
  const kept = found.filter(([, headers]) => headers).map(([path, headers]) => ({
    path,
    headline: decodeURIComponent(headers.get("Kept-Headline")),
    at: new Date(headers.get("Kept-At")),
    bytes: Number(headers.get("Kept-Bytes")),
  }));
  return kept.sort((one, other) => other.at - one.at);
}

/** Remove one article; with the last one the worker goes too. */
export async function remove(path) {
  await alone(() => caches.delete(SHELF + path));
  if ((await keptPaths()).length === 0) await clear();
}

/** Remove all that this site keeps for reading offline, and the worker that gives it. */
export async function clear() {
  const names = await caches.keys();
  await alone(() => Promise.all(names.filter((name) => /^(?:kept|shell) /.test(name)).map((name) => caches.delete(name))));
  const registration = await navigator.serviceWorker.getRegistration("/");
  await registration?.unregister();
}

async function keptPaths() {
  return (await caches.keys()).filter((name) => name.startsWith(SHELF)).map((name) => name.slice(SHELF.length));
}

function readPage(path) {
  return caches.match(path, { cacheName: SHELF + path });
}

async function startWorker() {
  const { active, waiting, installing } = await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
  const worker = active ?? waiting ?? installing;
  await new Promise((done, fail) => {
    const look = () => {
      if (worker.state === "activated") done();
      if (worker.state === "redundant") fail(new Error("The worker did not start."));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function store(path, shelf, answer) {
  if (GONE.has(answer.status)) throw new Withdrawn(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const files = new Set([...(await settlePictures(page, shelf)), ...page.documentElement.outerHTML.match(/\/assets\/[\w.-]+/g)]);
  const sizes = await Promise.all([...files].map((file) => take(shelf, file)));
  page.documentElement.dataset.kept = new Date().toISOString();
  const text = `<!doctype html>\n${page.documentElement.outerHTML}`;
  const bytes = sizes.reduce((sum, size) => sum + size, new Blob([text]).size);
  await shelf.put(path, new Response(text, { headers: describe(page, answer, bytes) }));
  for (const { url } of await shelf.keys()) {
    const known = new URL(url).pathname;
    if (known !== path && !files.has(known)) await shelf.delete(url);
  }
}

/** Let each picture of *page* name one file, the size in use here, and return these files. */
async function settlePictures(page, shelf) {
  const pictures = [...page.querySelectorAll("img")].filter((picture) => PICTURE.test(picture.getAttribute("src")));
  const shown = new Map([...document.images].map((image) => [image.getAttribute("src"), image]));
  await Promise.all(pictures.map(async (picture) => {
    const usual = picture.getAttribute("src");
    const source = (await sizeInUse(shown.get(usual))) ?? (await sizeKept(picture, shelf)) ?? usual;
    picture.closest("picture")?.querySelectorAll("source").forEach((other) => other.remove());
    for (const name of ["srcset", "sizes", "loading"]) picture.removeAttribute(name);
    picture.setAttribute("src", ownAddress(source));
  }));
  return pictures.map((picture) => picture.getAttribute("src"));
}

async function sizeInUse(image) {
  if (!image || document.documentElement.dataset.kept) return undefined;
  image.loading = "eager";
  await image.decode().catch(() => {});
  return image.currentSrc || undefined;
}

const ownAddress = (address) => address.replace(PICTURE, "/media/$1");

async function sizeKept(picture, shelf) {
  const sets = [picture, ...(picture.closest("picture")?.querySelectorAll("source") ?? [])];
  const files = sets.flatMap((set) => (set.getAttribute("srcset") ?? "").split(",").map((part) => part.trim().split(" ")[0]));
  const known = new Set((await shelf.keys()).map(({ url }) => new URL(url).pathname));
  return files.map(ownAddress).find((file) => known.has(file));
}

/** Put *file* on the shelf unless it is there, for its name never means other bytes; return its size. */
async function take(shelf, file) {
  const known = await shelf.match(file, { ignoreVary: true });
  const answer = known ?? (await fetch(file, { credentials: "omit" }));
  if (!answer.ok) throw new Error(`${file} answered ${answer.status}`);
  if (!known) await shelf.put(file, answer.clone());
  return (await answer.blob()).size;
}

function describe(page, answer, bytes) {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary", "ETag"]) headers.delete(name);
  headers.set("Kept-At", page.documentElement.dataset.kept);
  headers.set("Kept-Bytes", bytes);
  headers.set("Kept-Headline", encodeURIComponent(page.querySelector("h1").textContent.trim()));
  headers.set("Kept-Tag", answer.headers.get("ETag") ?? "");
  return headers;
}
