// Measures `kb serve` in a real browser: from a saved file to the words on the screen of a page that is open.
//
//     node benches/serve.mjs [--kb PATH] [--docs FOLDER] [--runs 20] [--pause 3000]
//
// FOLDER holds documents that may be changed: a copy. Needs tests/browser/node_modules and Chromium (CHROMIUM).

import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { chromium } = createRequire(join(root, "tests/browser/"))("playwright-core");
const option = (name, other) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? other : process.argv[at + 1];
};
const docs = resolve(option("docs", "."));
const runs = Number(option("runs", 20));
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const server = spawn(resolve(option("kb", join(root, "target/release/kb"))), ["serve", docs, "--port", "0", "--quiet"], {
  stdio: ["ignore", "ignore", "pipe"],
});
const url = await new Promise((found) => {
  server.stderr.on("data", (data) => {
    const open = /^Open (\S+)$/m.exec(data);
    if (open) found(open[1]);
  });
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
try {
  while (!(await fetch(`${url}search/manifest.json`)).ok) await wait(200);
  const files = readdirSync(docs).filter((name) => name.endsWith(".md")).sort();
  const times = [];
  for (let run = 0; run < runs; run++) {
    const name = files[Math.floor((run * files.length) / runs)];
    const file = join(docs, name);
    const page = await browser.newPage();
    const looked = page.waitForResponse((response) => response.url().includes("/.kb/page"));
    await page.goto(`${url}incidents/${name.replace(/\.md$/, "").toLowerCase()}/`);
    await looked;
    await wait(Number(option("pause", 3000)));
    const word = `Seen${run}x${process.pid}`;
    // Told by the page itself as soon as the words are painted, on the clock that both share.
    await page.addInitScript((word) => {
      addEventListener("DOMContentLoaded", () => {
        if (document.body.innerText.includes(word)) requestAnimationFrame(() => setTimeout(() => (self.painted = Date.now())));
      });
    }, word);
    const text = readFileSync(file, "utf8");
    const start = Date.now();
    writeFileSync(file, `${text}\n${word}\n`);
    const painted = await page.waitForFunction(() => self.painted, undefined, { timeout: 60000 });
    times.push((await painted.jsonValue()) - start);
    await page.close();
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  console.log(`kb: saved file to words on the screen: ${median} ms median of ${runs}, ${times.at(-1)} ms worst; bar 150`);
} finally {
  await browser.close();
  server.kill();
}
