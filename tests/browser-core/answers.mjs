// Answers queries with the browser's own code over the pieces in a folder: one JSON line for each line of queries.
//
//     node answers.mjs SITE QUERIES TODAY
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const core = require("../../theme/js/search-core.js");
require("../../theme/js/search-core-more.js");
const [site, queries, today] = process.argv[1] === import.meta.filename ? process.argv.slice(2) : [];

/** A site's index over its files; counts what is read. */
export async function openSite(site) {
  const read = { bytes: 0, requests: 0, more: false };
  const more = async () => (read.more = true);
  const fetchPiece = async (name) => {
    const bytes = fs.readFileSync(path.join(site, "search", `${name}.kb`));
    read.bytes += bytes.length;
    read.requests++;
    return new Uint8Array(bytes);
  };
  const manifest = JSON.parse(fs.readFileSync(path.join(site, "search/manifest.json"), "utf8"));
  return { index: await core.open(manifest.router, fetchPiece, more), read };
}

if (queries) {
  const { index } = await openSite(site);
  for (const line of fs.readFileSync(queries, "utf8").split("\n").filter(Boolean)) {
    const { q, options } = JSON.parse(line);
    const found = await index.search(q, { today: new Date(`${today}T12:00:00`), ...options });
    const rows = await Promise.all(found.hits.slice(0, 10).map(({ id }) => index.row(id)));
    const missing = found.partial ? found.hits.slice(0, 10).map(({ id }) => found.missing(id)) : [];
    console.log(JSON.stringify({ total: found.total, urls: rows.map((row) => row[0]), missing, notes: found.notes }));
  }
}
