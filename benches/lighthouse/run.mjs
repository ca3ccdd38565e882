// Lighthouse over a page of each important kind: fails below 95 in performance, accessibility or best practices.
//
//   npm --prefix benches/lighthouse install
//   node benches/lighthouse/run.mjs            # builds the example; KB_SITE names a site that is built already

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { createGzip } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { build, kinds } from "../../tests/browser/site.mjs";

const LEAST = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png" };

/** A static host as they are: it compresses texts and lets named assets stay. */
function host(folder) {
  const server = createServer((request, response) => {
    let file = join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (!existsSync(file)) return response.writeHead(404).end();
    const type = types[extname(file)];
    const age = file.includes("/assets/") ? 31536000 : 600;
    response.writeHead(200, {
      "content-type": type ?? "application/octet-stream",
      "cache-control": `max-age=${age}`,
      ...(type ? { "content-encoding": "gzip" } : {}),
    });
    const bytes = createReadStream(file);
    (type ? bytes.pipe(createGzip()) : bytes).pipe(response);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

const folder = build();
const server = await host(folder);
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let low = 0;
for (const kind of ["home", "incident", "pattern", "search"]) {
  const url = `http://127.0.0.1:${server.address().port}/${kinds[kind](folder)}`;
  const result = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "error" });
  const scores = CATEGORIES.map((name) => Math.round(result.lhr.categories[name].score * 100));
  if (scores.some((score) => score < LEAST)) low += 1;
  console.log(kind.padEnd(10), CATEGORIES.map((name, at) => `${name} ${scores[at]}`).join(", "));
  for (const audit of Object.values(result.lhr.audits)) {
    const counts = !["manual", "notApplicable", "informative"].includes(audit.scoreDisplayMode);
    if (counts && audit.score !== null && audit.score < 0.9) console.log("   ", audit.id, audit.displayValue ?? "");
  }
}
await chrome.kill();
server.close();
process.exit(low ? 1 : 0);
