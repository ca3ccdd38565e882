// Search in a real browser: as people type, with the keyboard, over HTTP and from a folder.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./site.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.KB ?? join(root, "target/debug/kb");
let browser, server, folder, offline;

function build(...options) {
  const folder = join(mkdtempSync(join(tmpdir(), "kb-search-")), "site");
  execFileSync(program, ["build", root, "--output", folder, "--today", "2026-11-20", "--quiet", ...options], { stdio: "inherit" });
  return folder;
}

before(async () => {
  folder = build();
  offline = build("--offline");
  server = await serve(folder);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function open(path, base = server.url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.goto(base + path);
  const said = () => page.locator("#kb-said").textContent();
  const type = async (text) => {
    await page.locator("#kb-q").fill(text);
    await page.waitForTimeout(150);
    await page.locator("#kb-found:not([hidden]), #kb-said:not(:empty)").first().waitFor();
  };
  const done = async () => {
    await context.close();
    assert.deepEqual(troubles, []);
  };
  return { page, troubles, said, type, done, close: () => context.close() };
}

const hits = (page) => page.locator("#kb-hits li");

describe("search", () => {
  test("hits come as one types, incidents first, with marks, and the address follows", async () => {
    const { page, type, done } = await open("search/index.html");
    await type("certif");
    await hits(page).first().waitFor();
    assert.ok((await page.locator("#kb-hits mark").count()) > 0);
    assert.match(page.url(), /q=certif/);
    await done();
  });

  test("a hit leads to its section", async () => {
    const { page, done } = await open("search/index.html?q=certificate");
    const link = page.locator("#kb-hits h2 a[href*='#']").first();
    await link.waitFor();
    await link.click();
    const hash = new URL(page.url()).hash;
    assert.equal(await page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`).count(), 1);
    await page.goBack();
    await hits(page).first().waitFor();
    assert.equal(await page.locator("#kb-q").inputValue(), "certificate");
    await done();
  });

  test("facets narrow down, and the back button widens again", async () => {
    const { page, said, done } = await open("search/index.html?q=database");
    const facet = page.locator("#kb-facets button").first();
    await facet.waitFor();
    const before = await said();
    await facet.click();
    await page.waitForFunction((text) => document.getElementById("kb-said").textContent !== text, before);
    assert.match(await page.locator("#kb-q").inputValue(), /^database \w+:/);
    await page.goBack();
    await page.waitForFunction((text) => document.getElementById("kb-said").textContent === text, before);
    await done();
  });

  test("the keyboard is enough", async () => {
    const { page, done } = await open("incidents/index.html");
    await page.setViewportSize({ width: 1300, height: 800 });
    await page.keyboard.press("/");
    await page.keyboard.type("dns");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search.*q=dns/);
    await hits(page).first().waitFor();
    await page.keyboard.press("ArrowDown");
    const focused = () => page.evaluate(() => document.activeElement.closest("li") && [...document.querySelectorAll("#kb-hits li")].indexOf(document.activeElement.closest("li")));
    assert.equal(await focused(), 0);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), "kb-q");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/incidents\//);
    await done();
  });

  test("phrases, fields, partial matches and slips are answered", async () => {
    const { page, said, type, done } = await open("search/index.html");
    await type("certificate xylophone dns");
    await page.locator("#kb-hits s").first().waitFor();
    assert.match(await said(), /hold a part/);
    await type("certifcate ");
    await page.locator("#kb-said button").waitFor();
    assert.match(await said(), /Did you mean certificate/);
    await type("year:1850");
    await page.waitForFunction(() => /there are/.test(document.getElementById("kb-said").textContent));
    await done();
  });

  test("any text is answered", async () => {
    const { page, said, done } = await open("search/index.html");
    const unknown = Array.from({ length: 400 }, (_, n) => `zq${n.toString(36)}xv`).join(" ");
    const log = Array.from({ length: 80 }, (_, n) => `2026-05-03T10:${n % 60}:00Z level=error host=db-${n} "connection refused" <a href="x">`).join("\n");
    const odd = [
      '"', '""', '"unclosed phrase', 'a"b"c"', "colour:red", "service:", "service:nobody", ":", "x".repeat(10_000), "word ".repeat(2_000), unknown, log,
      "the of and", "\u0001\u0002\u0000", "日本語 тест", "مرحبا بالعالم", "שלום \u202Eabc", "😀 👩‍🚒", "e\u0301\u0301", "\uD800", "- ( ) OR", "OR AND NOT", "-", "*", "a* b* c*",
      "~^[]{}\\", "%2F..%00", "<img src=x onerror=alert(1)>", "__proto__ constructor toString", "factor:__proto__",
    ];
    for (const text of odd) {
      // What was answered before is gone first.
      await page.locator("#kb-q").fill("");
      await page.waitForFunction(() => !document.getElementById("kb-said").textContent);
      await page.locator("#kb-q").fill(text);
      const answered = page.waitForFunction(() => document.getElementById("kb-said").textContent);
      await answered.catch(() => assert.fail(`no answer to ${JSON.stringify(text.slice(0, 60))}`));
      assert.doesNotMatch(await said(), /could not be read/, text.slice(0, 60));
    }
    assert.equal(await page.locator("#kb-found img").count(), 0);
    // A link to such a search opens too.
    for (const query of ["?q=%E0%A4%A", "?q=%00&sort=nothing", "?sort=date", `?q=${"x".repeat(5_000)}`]) {
      await page.goto(`${server.url}search/index.html${query}`);
      await page.waitForLoadState("networkidle");
    }
    await done();
  });

  test("a missing or truncated piece is said, with a way out", async () => {
    const { page, said, close } = await open("search/index.html");
    await page.route(/search\/t\d/, (route) => route.fulfill({ body: Buffer.from([0x1f, 0x8b, 8, 0, 0]) }));
    await page.locator("#kb-q").fill("certificate");
    await page.locator("#kb-said button", { hasText: "Reload" }).waitFor();
    await page.route(/search\/t\d/, (route) => route.fulfill({ status: 404, body: "" }));
    await page.locator("#kb-q").fill("dns");
    await page.locator("#kb-said button", { hasText: "Reload" }).waitFor();
    assert.match(await said(), /could not be read/);
    await close();
  });

  test("whichever piece is broken, the page says so", async () => {
    const broken = { status: 200, contentType: "application/octet-stream", body: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1]) };
    const pieces = { manifest: /search\/manifest/, rows: /search\/w\d/, values: /search\/f-/, "action items": /search\/[uv]\d/, spelling: /search\/s-/ };
    for (const [name, address] of Object.entries(pieces)) {
      for (const answer of [broken, { status: 200, body: "" }]) {
        const { page, close } = await open("about/index.html");
        const thrown = [];
        page.on("pageerror", (error) => thrown.push(error.message));
        await page.route(address, (route) => route.fulfill(answer));
        await page.goto(`${server.url}search/index.html?q=${name === "spelling" ? "certifcate" : "certificate"}`);
        const reload = page.locator("#kb-said button", { hasText: "Reload" });
        await reload.waitFor().catch(() => assert.fail(`${name}: ${answer.status}, ${answer.body.length} bytes`));
        assert.deepEqual(thrown, [], name);
        await close();
      }
    }
  });

  test("a folder that lacks a piece says so", async () => {
    const copy = join(mkdtempSync(join(tmpdir(), "kb-search-")), "site");
    cpSync(offline, copy, { recursive: true });
    for (const name of readdirSync(join(copy, "search"))) if (/^t\d/.test(name)) rmSync(join(copy, "search", name));
    const { page, close } = await open("/search/index.html?q=certificate", `file://${copy}`);
    await page.locator("#kb-said button", { hasText: "Reload" }).waitFor();
    await close();
    rmSync(copy, { recursive: true });
  });

  test("an index that was replaced while the page was open is opened anew", async () => {
    const { page, said, close } = await open("search/index.html");
    await page.waitForLoadState("networkidle");
    const asked = [];
    page.on("request", (request) => asked.push(request.url().replace(/.*\/search\//, "")));
    await page.route(/search\/t\d/, (route) => route.fulfill({ status: 404, body: "" }), { times: 1 });
    await page.locator("#kb-q").fill("certificate");
    await hits(page).first().waitFor();
    assert.equal(asked.filter((name) => name === "manifest.json").length, 1);
    assert.doesNotMatch(await said(), /could not be read/);
    await close();
  });

  test("what the first hits do not need comes after them", async () => {
    const { page, done } = await open("search/index.html");
    await page.waitForLoadState("networkidle");
    const scripts = () => page.locator("script[src*='search-more']").count();
    assert.equal(await scripts(), 0);
    await page.locator("#kb-q").fill("dns");
    await page.locator("#kb-facets button").first().waitFor();
    assert.equal(await scripts(), 1);
    await done();
  });

  test("a site that is opened from a folder searches too", async () => {
    const { page, type, done } = await open("/index.html", `file://${offline}`);
    await page.locator("main input[type=search]").fill("certificate");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/index.html\?q=certificate/);
    await hits(page).first().waitFor();
    await type('"certificate expired" OR dns');
    await hits(page).first().waitFor();
    await page.locator("#kb-facets button").first().waitFor();
    await page.locator("#kb-hits h2 a").first().click();
    await page.waitForURL(/incidents\/.*index.html/);
    await done();
  });

  test("without JavaScript the page says so and leads on", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}search/index.html`);
    assert.ok(await page.locator("noscript a, main a", { hasText: "Incidents" }).first().isVisible());
    await context.close();
  });
});
