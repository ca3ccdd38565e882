// The example's site in a real browser: every kind of page, both themes, narrow and wide, with and without JavaScript.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { build, buildOf, kinds, serve } from "./site.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let browser, server, folder;

before(async () => {
  folder = build();
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

/** Opens a page and gathers what goes wrong on it. */
async function open(path, options = {}) {
  const context = await browser.newContext({ bypassCSP: options.axe ?? false, ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) troubles.push(`asks another host: ${request.url()}`);
  });
  await page.goto(server.url + path);
  return { page, troubles, close: () => context.close() };
}

describe("every kind of page", () => {
  for (const [kind, find] of Object.entries(kinds)) {
    test(`${kind}: no error, no request to another host, no sideways scrolling at 320 pixels`, async () => {
      const { page, troubles, close } = await open(find(folder), { viewport: { width: 320, height: 700 } });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      await close();
      assert.deepEqual(troubles, []);
      assert.ok(width <= 320, `the page is ${width} pixels wide`);
    });

    test(`${kind}: all of it is there without JavaScript`, async () => {
      const { page, close } = await open(find(folder), { javaScriptEnabled: false, viewport: { width: 375, height: 700 } });
      assert.ok(await page.locator("h1").isVisible());
      const { words, width } = await page.evaluate(() => ({
        words: document.querySelector("main").innerText.split(/\s+/).length,
        width: document.documentElement.scrollWidth,
      }));
      await close();
      assert.ok(words > 8, `${words} words`);
      assert.ok(width <= 375, `the page is ${width} pixels wide`);
    });

    for (const colorScheme of ["light", "dark"]) {
      test(`${kind}: nothing that axe finds in the ${colorScheme} theme`, async () => {
        const { page, close } = await open(find(folder), { axe: true, colorScheme, reducedMotion: "reduce" });
        await page.addScriptTag({ path: axe });
        const found = await page.evaluate(() => self.axe.run());
        await close();
        const lines = found.violations.map(
          (rule) => `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`,
        );
        assert.deepEqual(lines, []);
      });
    }
  }
});

describe("what readers do", () => {
  test("a quotation leads to its paragraph", async () => {
    const { page, close } = await open(kinds.pattern(folder));
    await page.locator(".evidence blockquote a").first().click();
    const anchor = new URL(page.url()).hash;
    assert.match(anchor, /^#kb-l\d+$/);
    assert.equal(await page.locator(anchor).count(), 1);
    await close();
  });

  test("the chosen theme stays, also on the next page", async () => {
    const { page, close } = await open("index.html", { colorScheme: "light" });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.locator("#kb-theme").click();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.goto(server.url + "patterns/index.html");
    assert.equal(await ground(), dark);
    await close();
  });

  test("without JavaScript an incident shows everything", async () => {
    const { page, close } = await open(kinds.incident(folder), { javaScriptEnabled: false });
    for (const part of [".body", ".facts dl", ".factors", ".todo", ".timeline"]) {
      assert.ok(await page.locator(part).first().isVisible(), part);
    }
    await close();
  });

  test("an announcement is copied with the address of the page, and names nobody", async () => {
    const { page, close } = await open(kinds.incident(folder), { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator(".share summary").first().click();
    await page.locator("[data-copy=kb-announcement]").click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /^Retrospective \(SEV\d\): /);
    assert.ok(text.endsWith(`Read it: ${page.url()}`), text);
    assert.ok(!text.includes("@"), text);
    await close();
  });

  test("on a phone the facts wait to be unfolded, and are all there without JavaScript", async () => {
    const viewport = { width: 375, height: 800 };
    const folded = await open(kinds.incident(folder), { viewport });
    assert.equal(await folded.page.locator(".facts dl").isVisible(), false);
    await folded.page.locator(".facts summary").click();
    assert.equal(await folded.page.locator(".facts dl").isVisible(), true);
    await folded.close();
    const plain = await open(kinds.incident(folder), { viewport, javaScriptEnabled: false });
    assert.equal(await plain.page.locator(".facts dl").isVisible(), true);
    await plain.close();
  });

  test("the first view of an incident takes at most three requests beside the author's images", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(server.url + kinds.incident(folder));
    await context.close();
    const drawn = asked.filter((path) => !path.includes("/files/") && !/site\.\w+\.js$|icon/.test(path));
    assert.ok(drawn.length <= 3, drawn.join(" "));
  });

  test("the ledger is filtered by state and by the pattern that an action answers", async () => {
    const { page, close } = await open("actions/all/index.html");
    const shown = page.locator("table.ledger tbody tr:not([hidden])");
    const part = await shown.count();
    // The other pages of the list come along.
    await page.locator("#kb-filter-text").focus();
    await page.locator("#kb-filter label", { hasText: /^Filter$/ }).waitFor();
    assert.equal(await shown.count(), part);
    const all = await page.locator("table.ledger tbody tr").count();
    assert.ok(all > part, `${all} of all, ${part} here`);
    const last = await page.locator("table.ledger tbody tr .title > a").last().getAttribute("href");
    assert.equal((await fetch(last)).status, 200);
    await page.getByLabel("Pattern").selectOption("Missing monitoring or alert");
    const some = await shown.count();
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
    assert.equal(await shown.locator(".answers a", { hasText: "Missing monitoring or alert" }).count(), some);
    await page.getByLabel("State").selectOption("Done");
    const done = await shown.count();
    assert.ok(done > 0 && done < some, `${done} of ${some}`);
    assert.equal(await page.locator("#kb-filter-said").textContent(), `${done} of ${all}`);
    await close();
  });

  test("what is wider than a phone scrolls, and of time the latest is seen first", async () => {
    const { page, close } = await open("actions/backlog/index.html", { viewport: { width: 375, height: 800 } });
    const last = await page.locator("svg.backlog text").last().boundingBox();
    assert.ok(last.x > 0 && last.x < 375, `the latest month stands at ${last.x}`);
    await close();
  });

  test("search finds by title", async () => {
    const { page, close } = await open("search/index.html?q=opening");
    await page.locator("#kb-hits li").first().waitFor();
    await close();
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`search with hits: nothing that axe finds in the ${colorScheme} theme`, async () => {
      const { page, close } = await open("search/index.html?q=cache", { axe: true, colorScheme, reducedMotion: "reduce" });
      await page.locator("#kb-hits li").first().waitFor();
      await page.addScriptTag({ path: axe });
      const found = await page.evaluate(() => self.axe.run());
      await close();
      assert.deepEqual(found.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 160)}`), []);
    });
  }

  test("who was affected stands above the text, also on a phone", async () => {
    const { page, close } = await open(kinds.incident(folder), { viewport: { width: 375, height: 800 } });
    const [glance, body] = [page.locator(".glance"), page.locator(".body")];
    assert.ok(await glance.isVisible());
    assert.match(await glance.innerText(), /not affected/i);
    assert.ok((await glance.boundingBox()).y < (await body.boundingBox()).y);
    await close();
  });

  test("a service begins with what to read before it is changed", async () => {
    const { page, close } = await open(kinds.service(folder));
    const before = page.locator("section.before");
    for (const part of ["Runbook", "Dashboard"]) assert.ok(await before.getByRole("link", { name: part }).isVisible(), part);
    assert.ok((await before.locator("li time").count()) > 0, "what happened last");
    assert.ok((await before.locator(".tally li").count()) > 0, "what has mattered");
    await close();
  });

  test("a wrong address at any depth shows the site’s page, with links that work", async () => {
    const { page, close } = await open("a/b/c/nothing-here");
    assert.equal(await page.locator("h1").textContent(), "Page not found");
    await page.locator("#kb-elsewhere:not([data-relative]) a", { hasText: "Patterns" }).click();
    assert.equal(await page.locator("h1").textContent(), "Patterns");
    await close();
  });

  test("the table of contents shows where the reader is", async () => {
    const { page, close } = await open(kinds.incident(folder), { viewport: { width: 1440, height: 700 }, reducedMotion: "reduce" });
    const here = page.locator(".toc a[aria-current=location]");
    const links = page.locator(".toc ul").first().locator("a");
    const second = await links.nth(1).getAttribute("href");
    await links.nth(1).click();
    await page.waitForFunction((href) => document.querySelector(".toc a[aria-current]")?.getAttribute("href") === href, second);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction((href) => document.querySelector(".toc a[aria-current]")?.getAttribute("href") !== href, second);
    assert.equal(await here.count(), 1);
    await close();
  });

  test("a block of code is copied as it stands, with keys alone", async () => {
    const small = await serve(buildOf("---\ndate: 2026-05-19\n---\n\n# Shop down\n\n## Summary\n\nIt was.\n\n```\nkubectl get pods\n  -A\n```\n"));
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    await page.goto(`${small.url}incidents/shop/index.html`);
    const block = page.locator(".body pre").first();
    await block.focus();
    await page.keyboard.press("Tab");
    const copy = page.locator(".code .copy").first();
    assert.equal(await copy.evaluate((button) => document.activeElement === button && getComputedStyle(button).opacity), "1");
    await page.keyboard.press("Enter");
    await copy.getByText("Copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "kubectl get pods\n  -A\n");
    await context.close();
    small.close();
  });

  test("on a phone the pages of the site stand in one line, and the search beside the title", async () => {
    const { page, close } = await open("incidents/index.html", { viewport: { width: 360, height: 700 } });
    const tops = await page.locator(".nav a:not(.nav-search)").evaluateAll((links) => links.map((link) => link.offsetTop));
    assert.equal(new Set(tops).size, 1, tops.join(" "));
    const [search, theme, brand] = await Promise.all(
      [".nav-search", "#kb-theme", ".brand span"].map((part) => page.locator(part).boundingBox()),
    );
    assert.ok(brand.x + brand.width <= search.x && search.x + search.width <= theme.x, "nothing lies on anything");
    await close();
  });

  test("with keys alone a list is filtered, a place of an incident is reached and the search is found", async () => {
    const { page, close } = await open("incidents/index.html", { viewport: { width: 1440, height: 900 } });
    const until = async (selector) => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
      }
      assert.fail(`${selector} is not reached`);
    };
    await until("#kb-filter-text");
    await page.keyboard.type("opening");
    const left = page.locator("table.list tbody tr:not([hidden]) .title a");
    const count = await left.count();
    assert.ok(count > 0 && count < 10, `${count} rows`);
    await until("table.list .title a");
    await page.keyboard.press("Enter");
    await page.locator(".incident").waitFor();
    await until(".toc ul a");
    const target = await page.evaluate(() => document.activeElement.hash);
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, target);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "kb-find");
    await page.keyboard.type("cache");
    await page.keyboard.press("Enter");
    await page.locator("#kb-hits li").first().waitFor();
    await close();
  });

  test("on paper there is nothing to unfold, to press or to follow to another page of the site", async () => {
    for (const path of [kinds.incident(folder), "metrics/index.html", "card/index.html"]) {
      const { page, close } = await open(path);
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      for (const part of ["button", "details:not([open]) > summary", ".top", ".foot", ".toc", ".wrong"]) {
        assert.equal(await page.locator(part).filter({ visible: true }).count(), 0, `${part} of ${path}`);
      }
      await close();
    }
  });

  test("the keyboard reaches the content first", async () => {
    const { page, close } = await open("index.html");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await close();
  });
});

test("every link of the site leads to a page and every fragment to a place on it", async () => {
  const { brokenLinks } = await import("./links.mjs");
  assert.deepEqual(brokenLinks(folder), []);
});
