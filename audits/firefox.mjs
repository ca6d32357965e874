// What the rich sheet does in Firefox, driven over WebDriver BiDi: typing, paste, undo, and the way from sign-in to an alert.
// Called with the site's address, the browser's path, a photo, a topic, and perhaps a folder for pictures of the steps.
// Prints a line of JSON for each claim: { claim, isMet, found }.
import { readFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";

const [site, executablePath, photo, topic, folder] = process.argv.slice(2);
const ADDRESS = "editor@news.example.org";
const PASSWORD = process.env.AUDIT_PASSWORD;
const SHEET = ".ProseMirror";
const WORD = `<p class=MsoNormal>The board met on <b>Tuesday</b>.<o:p></o:p></p><p class=MsoNormal>It was <i>brief</i>.</p>
<p class=MsoNormal>The well costs 12,000 euros; see <a href="https://example.org/">the report</a>.</p><p class=MsoNormal>Work begins in May.</p>`;
const MARKDOWN = "The board met on **Tuesday**.\n\nIt was *brief*.\n\nThe well costs 12,000 euros; see [the report](https://example.org/).\n\nWork begins in May.";
const SHOWN = { width: 1280, height: 800 };

const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, timeout: 120000 });
const page = await browser.newPage();
page.setDefaultTimeout(120000);
await page.setViewport(SHOWN);
let presses = 0;
let steps = 0;

function tell(claim, isMet, found = "") {
  console.log(JSON.stringify({ claim, isMet, found }));
}

async function press(selector) {
  presses += 1;
  await page.locator(selector).click();
}

async function keys(...names) {
  for (const name of names.slice(0, -1)) await page.keyboard.down(name);
  await page.keyboard.press(names.at(-1));
  for (const name of names.slice(0, -1).reverse()) await page.keyboard.up(name);
}

async function show(name) {
  steps += 1;
  if (folder) await page.screenshot({ path: `${folder}/seed-${steps}-${name}.png` });
}

// The text as the form would send it.
const text = () => page.evaluate(() => new FormData(document.querySelector("#body").form).get("body"));

async function holds(claim, expected) {
  let found;
  for (let tries = 0; tries < 60; tries += 1) {
    found = await text();
    if (found === expected) break;
    await new Promise((done) => setTimeout(done, 250));
  }
  tell(claim, found === expected, found === expected ? "" : found);
}

async function signIn() {
  await page.goto(`${site}/login`);
  await page.type("[name=address]", ADDRESS);
  await page.type("[name=password]", PASSWORD);
  await show("sign-in");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

async function openSheet() {
  await page.goto(`${site}/desk/articles/new`);
  await page.waitForSelector(SHEET, { visible: true });
}

// What a person does: another page is selected and copied, and its words are pasted with the keys.
async function copyFromWord() {
  const other = await browser.newPage();
  await other.setContent(`<html><body>${WORD}</body></html>`);
  await other.bringToFront();
  await other.keyboard.down("Control");
  await other.keyboard.press("a");
  await other.keyboard.press("c");
  await other.keyboard.up("Control");
  await other.close();
  await page.bringToFront();
}

async function dropPhoto() {
  const bytes = (await readFile(photo)).toString("base64");
  await page.evaluate((encoded) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0))], "well.jpg", { type: "image/jpeg" }));
    const slot = document.querySelector("#lead-photo [data-drop]");
    for (const kind of ["dragenter", "dragover", "drop"]) slot.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, bytes);
  await page.waitForSelector("#lead-photo [data-photo] img");
}

async function writeOnSheet() {
  await openSheet();
  await page.click(SHEET);
  await page.keyboard.type("## Costs");
  await keys("Enter");
  await page.keyboard.type("It is **deep** now.");
  await holds("signs become what they mean", "## Costs\n\nIt is **deep** now.");
  await keys("Control", "a");
  await keys("Control", "b");
  await keys("Control", "z");
  await holds("undo takes back what a key did", "## Costs\n\nIt is **deep** now.");
  await keys("Control", "a");
  await page.keyboard.press("Delete");
  await keys("Control", "Alt", "1");
  await copyFromWord();
  await page.click(SHEET);
  await keys("Control", "v");
  await holds("four paragraphs of a word processor keep their marks", MARKDOWN);
  await keys("Control", "z");
  await holds("undo takes a paste back", "");
}

async function publishOne() {
  presses = 0;
  await page.goto(`${site}/desk/articles/new`);
  await page.waitForSelector(SHEET, { visible: true });
  await page.focus("[name=headline]");
  await page.keyboard.type("Clean water from May");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Forty families get a well of their own.");
  await dropPhoto();
  await page.evaluate(() => (document.querySelector("#lead-photo-words").open = true));
  await page.focus("[name=lead_alt]");
  await page.keyboard.type("A well in a meadow");
  await page.evaluate(() => {
    document.querySelector("#lead-photo-words").open = false;
    scrollTo(0, 0);
  });
  await show("headline-and-photo");
  await copyFromWord();
  await page.focus(SHEET);
  await keys("Control", "v");
  await holds("four paragraphs stand on the sheet", MARKDOWN);
  await show("text");
  await keys("Control", ".");
  await press(`::-p-xpath(//fieldset[@id='topics']//label[contains(., '${topic}')])`);
  await show("topic");
  await page.keyboard.press("Escape");
  await Promise.all([page.waitForNavigation(), press(".editor-bar [value=preview]")]);
  await show("preview");
  await page.goBack();
  await page.waitForSelector(SHEET, { visible: true });
  await Promise.all([page.waitForNavigation(), press(".editor-bar [value=publish]")]);
  await show("publish");
  await Promise.all([page.waitForNavigation(), press(".publish__deeds [name=alert][value=yes]")]);
  await show("alert");
  tell("the alert of the article goes out", page.url().includes("/desk/alerts/"), page.url());
}

try {
  await signIn();
  await writeOnSheet();
  await publishOne();
  tell("from sign-in to the alert at most four presses", presses <= 4, String(presses));
} catch (problem) {
  tell("the journey ends well", false, `${problem.message} at ${page.url()}`);
  if (folder) await page.screenshot({ path: `${folder}/problem.png` }).catch(() => {});
} finally {
  await browser.close();
}
