#!/usr/bin/env node
// Measures the search of a built site beside Pagefind on the same pages, in one run, and prints the bars.
//
//     benches/search.mjs [--kb PATH] [--sizes 1000,10000] [--queries 200] [--tools DIR] [--no-pagefind] [--documents DIR]
//
// `--documents` names a folder of generated documents that is there already, for one size.
// GEN names the generator of documents (by default ../shared/bench/gen.py); without it nothing is measured. Pagefind comes
// from npm, into --tools. The browser's own code runs under node: bytes and requests are those of the pieces that it asks
// for, and of its scripts; Pagefind runs in Chromium (CHROMIUM, tests/browser/node_modules), its bytes are counted by a server.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { openSite } from "../tests/browser-core/answers.mjs";

const root = path.resolve(import.meta.dirname, "..");
const argument = (name, value) => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : value);
const kb = path.resolve(argument("kb", path.join(root, "target/release/kb")));
const tools = path.resolve(argument("tools", path.join(root, "target/bench-tools")));
const sizes = argument("sizes", "1000,10000").split(",").map(Number);
const count = Number(argument("queries", 200));
const gen = process.env.GEN ?? path.join(root, "../shared/bench/gen.py");
if (!fs.existsSync(gen)) {
  console.log(`skipped: no generator of documents at ${gen} (set GEN)`);
  process.exit(0);
}
const withPagefind = !process.argv.includes("--no-pagefind");
const pagefind = () => fs.globSync?.(path.join(tools, "node_modules/@pagefind/*/bin/pagefind_extended"))[0] ?? find(path.join(tools, "node_modules/@pagefind"));
function find(folder) {
  if (!fs.existsSync(folder)) return;
  return fs.readdirSync(folder).map((name) => path.join(folder, name, "bin/pagefind_extended")).find((file) => fs.existsSync(file));
}
if (withPagefind && !pagefind()) execFileSync("npm", ["install", "--silent", "--prefix", tools, "pagefind@1.6.0"]);

/** CPU seconds and peak memory of a command, by GNU time's own format where it is there. */
function run(command, args, env) {
  const timed = spawnSync("/usr/bin/time", ["-f", "%U %S %M", command, ...args], { env: { ...process.env, ...env }, encoding: "utf8" });
  const [user, system, memory] = timed.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { cpu: user + system, memory: memory / 1024 };
}

const mean = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const part = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
const size = (folder, skip = () => false) =>
  fs.readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const file = path.join(folder, entry.name);
    return sum + (entry.isDirectory() ? size(file, skip) : skip(file) ? 0 : fs.statSync(file).size);
  }, 0);

/** Always the same numbers. */
let seed = 7n;
function dice(below) {
  seed = (seed * 6364136223846793005n + 1n) & 0xffffffffffffffffn;
  return Number(seed >> 33n) % below;
}

/** One to three words that stand together in a document; phrases of two. */
function queries(documents) {
  const files = fs.readdirSync(documents).filter((name) => name.endsWith(".md")).sort();
  const words = () => fs.readFileSync(path.join(documents, files[dice(files.length)]), "utf8").replace(/^---[\s\S]*?\n---/, "").match(/[A-Za-z]{4,}/g);
  const plain = [], phrases = [];
  for (let number = 0; number < count; number++) {
    const here = words(), at = dice(here.length - 3);
    plain.push([here[at], here[dice(here.length)], here[dice(here.length)]].slice(0, 1 + (number % 3)).join(" "));
    phrases.push(`"${here[at]} ${here[at + 1]}"`);
  }
  return { plain, phrases };
}

async function ours(site, { plain, phrases }) {
  // What is not compressed inside, a host compresses.
  const packed = (file) => gzipSync(fs.readFileSync(path.join(site, file)), { level: 9 }).length;
  const asset = (start) => packed(`assets/${fs.readdirSync(path.join(site, "assets")).find((name) => name.startsWith(start))}`);
  const script = asset("search."), more = asset("search-more."), manifest = packed("search/manifest.json");
  const ask = async (q) => {
    const { index, read } = await openSite(site);
    const found = await index.search(q, { quick: true });
    await Promise.all(found.hits.slice(0, 10).map(({ id }) => index.row(id)));
    const first = { ...read };
    const again = performance.now();
    await index.search(q, { quick: true });
    const needed = read.more ? more : 0;
    return { bytes: first.bytes + manifest + script + needed, requests: first.requests + 2 + (needed && 1), time: performance.now() - again };
  };
  const asked = [], phrased = [];
  for (const q of plain) asked.push(await ask(q));
  for (const q of phrases) phrased.push(await ask(q));
  return { script, more, asked, phrased, published: size(path.join(site, "search")) };
}

async function theirs(site, { plain }) {
  let bytes = 0, requests = 0;
  const server = createServer((request, response) => {
    const file = path.join(site, decodeURIComponent(new URL(request.url, "http://x").pathname));
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
    const body = fs.readFileSync(file);
    // What Pagefind has not compressed itself, a host compresses.
    bytes += file.endsWith(".js") || file.endsWith(".json") ? gzipSync(body, { level: 9 }).length : body.length;
    requests++;
    response.writeHead(200, { "content-type": file.endsWith(".js") ? "text/javascript" : "application/octet-stream" }).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const { chromium } = createRequire(path.join(root, "tests/browser/"))("playwright-core");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const asked = [];
  for (const q of plain.slice(0, 40)) {
    const context = await browser.newContext(), page = await context.newPage();
    await page.goto(`${address}none/`);
    bytes = requests = 0;
    await page.evaluate(async (q) => {
      const search = await import("/pagefind/pagefind.js");
      const found = await search.search(q);
      await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    }, q);
    asked.push({ bytes, requests });
    await context.close();
  }
  await browser.close();
  server.close();
  return { asked, published: size(path.join(site, "pagefind")) };
}

for (const documents of sizes) {
  const home = fs.mkdtempSync(path.join(fs.existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir(), "kb-search-"));
  try {
    const given = argument("documents"), folder = given ?? path.join(home, "documents"), site = path.join(home, "site");
    if (!given) execFileSync("python3", [gen, `${documents}`, folder, "--rich"], { stdio: "ignore" });
    const built = run(kb, ["build", folder, "--output", site, "--today", "2026-11-20", "--quiet"], { XDG_CACHE_HOME: path.join(home, "cache") });
    const asked = queries(folder), our = await ours(site, asked);
    const rows = [];
    const row = (name, value, bar) => rows.push({ name, value, bar });
    const kilo = (list) => list.map(({ bytes }) => bytes / 1000);
    /** The bar of this size: up to some thousand documents, ten thousand, more. */
    const bar = (...bars) => bars[documents < 5000 ? 0 : documents < 50000 ? 1 : 2];
    row("script, KB", our.script / 1000, 6);
    row("script after the first hits, KB", our.more / 1000);
    row("first query, KB, mean", mean(kilo(our.asked)), bar(60, 65, 180));
    row("first query, KB, worst", part(kilo(our.asked), 1), bar(80, 100, 380));
    row("requests, mean", mean(our.asked.map((a) => a.requests)), bar(12, 16, 17));
    row("requests, worst", part(our.asked.map((a) => a.requests), 1));
    row("phrases, KB, 95th percentile", part(kilo(our.phrased), 0.95), bar(60, 300, 600));
    row("ranking, ms, 95th percentile", part(our.asked.map((a) => a.time), 0.95), bar(1, 6, 25));
    row("whole build: CPU s", built.cpu);
    row("whole build: peak memory, MB", built.memory, bar(600, 600));
    row("published, MB", our.published / 1e6, bar(undefined, undefined, 250));
    if (withPagefind) {
      const index = run(pagefind(), ["--site", site, "--quiet"]);
      const their = await theirs(site, asked);
      row("Pagefind: first query, KB, mean", mean(kilo(their.asked)));
      row("Pagefind: requests, mean", mean(their.asked.map((a) => a.requests)));
      row("Pagefind: CPU s", index.cpu);
      row("Pagefind: peak memory, MB", index.memory);
      row("Pagefind: published, MB", their.published / 1e6);
      row("first query / Pagefind", mean(kilo(our.asked)) / mean(kilo(their.asked)), bar(0.35, 0.2));
      row("published / Pagefind", our.published / their.published, 0.5);
      row("whole build CPU / Pagefind alone", built.cpu / index.cpu);
    }
    console.log(`\n${documents} documents, rich; load ${os.loadavg()[0].toFixed(1)}`);
    for (const { name, value, bar } of rows)
      console.log(`${name.padEnd(36)}${value.toFixed(2).padStart(10)}${bar === undefined ? "" : `  at most ${`${bar}`.padEnd(6)} ${value <= bar ? "ok" : "MISSED"}`}`);
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}
