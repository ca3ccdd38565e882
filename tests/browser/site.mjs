// Builds the example, serves it as a static host does, and knows a page of each kind.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Builds the site into a folder of its own; gives the folder. `KB_SITE` names one that is built already. */
export function build() {
  if (process.env.KB_SITE) return resolve(process.env.KB_SITE);
  const folder = join(mkdtempSync(join(tmpdir(), "kb-site-")), "site");
  const program = process.env.KB ?? join(root, "target/debug/kb");
  execFileSync(program, ["build", root, "--output", folder, "--today", "2026-11-20", "--quiet"], { stdio: "inherit" });
  return folder;
}

/** Builds the site of one document, `shop.md`; gives its folder. */
export function buildOf(text) {
  const project = mkdtempSync(join(tmpdir(), "kb-site-"));
  writeFileSync(join(project, "shop.md"), text);
  const program = process.env.KB ?? join(root, "target/debug/kb");
  execFileSync(program, ["build", project, "--output", join(project, "site"), "--quiet"], { stdio: "inherit" });
  return join(project, "site");
}

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** A static host: folders answer with their index, everything else that is missing with 404.html. */
export function serve(folder) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    let file = join(folder, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const found = existsSync(file);
    if (!found) file = join(folder, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      server.url = `http://127.0.0.1:${server.address().port}/`;
      done(server);
    });
  });
}

/** The pages of a folder, from the one that has the least to show. */
const bySize = (folder, below) =>
  readdirSync(join(folder, below), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${below}/${entry.name}/index.html`)
    .sort((a, b) => statSync(join(folder, a)).size - statSync(join(folder, b)).size || (a < b ? -1 : 1));
const largest = (below) => (folder) => bySize(folder, below).at(-1);
const isRedirect = (file) => readFileSync(file, "utf8").includes('http-equiv="refresh"');
const smallest = (below) => (folder) => bySize(folder, below).find((page) => !isRedirect(join(folder, page)));

export const kinds = {
  home: () => "index.html",
  incidents: () => "incidents/index.html",
  incident: largest("incidents"),
  "incident of few words": smallest("incidents"),
  severity: largest("severities"),
  year: largest("years"),
  patterns: () => "patterns/index.html",
  pattern: largest("patterns"),
  actions: () => "actions/index.html",
  "actions of a state": largest("actions"),
  services: () => "services/index.html",
  service: largest("services"),
  "service of few words": smallest("services"),
  search: () => "search/index.html",
  teams: () => "teams/index.html",
  team: largest("teams"),
  metrics: () => "metrics/index.html",
  practice: () => "practice/index.html",
  lessons: () => "lessons/index.html",
  luck: () => "lessons/luck/index.html",
  themes: () => "patterns/themes/index.html",
  "actions by team": () => "actions/teams/index.html",
  "actions of a team": largest("actions/teams"),
  waiting: () => "actions/waiting/index.html",
  "done this quarter": () => "actions/quarter/index.html",
  backlog: () => "actions/backlog/index.html",
  "happened again": () => "patterns/happened-again/index.html",
  "asked again": () => "actions/asked-again/index.html",
  quality: () => "quality/index.html",
  rules: () => "rules/index.html",
  rule: largest("rules"),
  card: () => "card/index.html",
  about: () => "about/index.html",
  "not found": () => "404.html",
};
