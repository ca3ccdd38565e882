// `kb serve` as an author meets it in a real browser: what is saved is shown at the same place, what is wrong beside or over it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, beforeEach, afterEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.KB ?? join(root, "target/debug/kb");
/** A folder for pictures of what the tests see. */
const pictures = process.env.KB_PICTURES;

const paragraphs = Array.from({ length: 120 }, (_, number) => `Paragraph ${number} of a long story.\n`).join("\n");
const document = `# Outage of the shop\n\n- Date: 2026-03-01\n\n## Root cause\n\n- The disk was full.\n\n## Story\n\n${paragraphs}`;

let browser, folder, server, url, page, troubles;

const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
});

after(() => browser?.close());

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "kb-serve-")));
  write("kb.toml", 'title = "Ours"\n');
  write("content/shop.md", document);
  server = spawn(program, ["serve", "--port", "0"], {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: join(folder, ".cache") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  url = await new Promise((found, failed) => {
    let said = "";
    server.stderr.on("data", (data) => {
      said += data;
      const open = /^Open (\S+)$/m.exec(said);
      if (open) found(open[1]);
    });
    server.on("exit", () => failed(new Error(said)));
  });
  page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  troubles = [];
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
});

afterEach(async () => {
  await page?.close();
  server?.removeAllListeners("exit");
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Light and dark, wide and narrow. */
async function picture(name) {
  if (!pictures) return;
  const view = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [view.width, 375]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ ...view, width });
      await page.screenshot({ path: join(pictures, `serve-${name}-${colorScheme}-${width}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(view);
}

/** What the script of the preview shows, which is in a shadow of its own. */
const overlay = () => page.locator("#kb-serve [role=alert]");
const findings = () => page.locator("#kb-serve details");

/** Opens a page and waits until its script listens: the first look has been made. */
async function open(path) {
  const looked = page.waitForResponse((response) => response.url().includes("/.kb/page"));
  await page.goto(new URL(path, url).href);
  await looked;
}

test("what is saved is shown, and the reader stays where he was", async () => {
  await open("incidents/shop/");
  await page.evaluate(() => scrollTo({ top: 2000, behavior: "instant" }));
  const before = await page.evaluate(() => scrollY);
  assert.equal(before, 2000);
  write("content/shop.md", document.replace("Paragraph 60", "Words just saved,"));
  await page.getByText("Words just saved,").waitFor();
  await page.waitForFunction((top) => Math.abs(scrollY - top) < 2, before);
  await picture("saved");
  assert.deepEqual(troubles, []);
});

test("a page at its beginning stays at its beginning", async () => {
  await open("incidents/shop/");
  write("content/shop.md", document.replace("The disk", "The queue"));
  await page.getByText("The queue was full.").first().waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
});

test("a list follows what was saved", async () => {
  await open("incidents/");
  write("content/shop.md", document.replace("Outage of the shop", "A better title"));
  await page.getByRole("link", { name: "A better title" }).first().waitFor();
  assert.deepEqual(troubles, []);
});

test("a broken document is laid over its page until it is mended", async () => {
  await open("incidents/shop/");
  write("content/shop.md", `---\ntitle: [\n---\n${document}`);
  await overlay().waitFor();
  const text = await overlay().innerText();
  assert.match(text, /front-matter-syntax/);
  assert.match(text, /shop\.md:/);
  await picture("broken-document");
  assert.equal(await page.getByText("The disk was full.").first().isVisible(), true, "the last good state stays");
  write("content/shop.md", document.replace("The disk", "The mended disk"));
  await page.getByText("The mended disk was full.").first().waitFor();
  await overlay().waitFor({ state: "detached" });
  assert.deepEqual(troubles, []);
});

test("who puts the overlay away sees it again only for other trouble", async () => {
  await open("incidents/shop/");
  write("kb.toml", "title = [\n");
  await overlay().waitFor();
  await picture("broken-configuration");
  await overlay().getByRole("button").click();
  await overlay().waitFor({ state: "detached" });
  write("kb.toml", "title = 7\n");
  await overlay().waitFor();
  write("kb.toml", 'title = "Mended"\n');
  await overlay().waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Mended" }).first().waitFor();
});

test("a broken template is laid over every page and named with its line", async () => {
  await open("incidents/shop/");
  write("theme/templates/incident.html", '{% extends "base.html" %}\n{% block content %}{{ view.nothing.at.all }}{% endblock %}\n');
  await overlay().waitFor();
  assert.match(await overlay().innerText(), /incident\.html:2/);
  await picture("broken-template");
  rmSync(join(folder, "theme"), { recursive: true });
  await overlay().waitFor({ state: "detached" });
  assert.equal(await page.getByText("The disk was full.").first().isVisible(), true);
});

test("what was found in the document stands beside its page, with the line", async () => {
  write("content/shop.md", document.replace("The disk was full.", "The disk was full, see [that](nowhere.md)."));
  await open("incidents/shop/");
  await findings().filter({ hasText: "findings in content/shop.md" }).waitFor();
  await findings().locator("summary").click();
  await picture("findings");
  const text = await findings().innerText();
  assert.match(text, /line 7/);
  assert.match(text, /broken-link/);
  await findings().getByRole("link", { name: "line 7" }).first().click();
  assert.equal(new URL(page.url()).hash, "#kb-l7");
  await open("about/");
  assert.equal(await findings().count(), 0, "on its own page only");
});

test("a page in the background waits until it is looked at", async () => {
  await open("incidents/shop/");
  const look = (hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await look(true);
  write("content/shop.md", document.replace("The disk was full.", "The queue was full."));
  await page.waitForTimeout(500);
  assert.equal(await page.getByText("The queue was full.").count(), 0);
  await look(false);
  await page.getByText("The queue was full.").first().waitFor();
});

test("a page that is not there yet is shown when it is", async () => {
  const answer = page.waitForResponse((response) => response.url().includes("/.kb/page"));
  await page.goto(new URL("incidents/later/", url).href);
  await answer;
  await page.getByText("Page not found").first().waitFor();
  await picture("not-found");
  write("content/later.md.tmp", document.replace("Outage of the shop", "It came later"));
  renameSync(join(folder, "content/later.md.tmp"), join(folder, "content/later.md"));
  await page.getByRole("heading", { name: "It came later" }).first().waitFor();
  const refused = troubles.filter((text) => text.includes("Content Security Policy"));
  assert.deepEqual(refused, [], "its policy lets the script ask");
});
