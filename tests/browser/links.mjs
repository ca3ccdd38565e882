// All links of a built site, followed in its files. Alone: node links.mjs FOLDER

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

function* pages(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // What documents link to is not the site's own.
    if (entry.isDirectory() && entry.name !== "files") yield* pages(path);
    else if (entry.name.endsWith(".html")) yield path;
  }
}

const plain = (text) => text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');

/** Links to missing files and to missing places of a page. */
export function brokenLinks(folder) {
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file)) {
      const html = readFileSync(file, "utf8");
      ids.set(file, new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map((found) => plain(found[1]))));
    }
    return ids.get(file);
  };
  const broken = [];
  for (const page of pages(folder)) {
    // The page for wrong addresses tries several depths on purpose.
    if (relative(folder, page) === "404.html") continue;
    for (const [, address] of readFileSync(page, "utf8").matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const link = plain(address);
      if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) continue;
      const [path, fragment] = link.split("#");
      let file = path ? resolve(dirname(page), decodeURIComponent(path.split("?")[0])) : page;
      if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
      const found = existsSync(file) && (!fragment || idsOf(file).has(decodeURIComponent(fragment)));
      if (!found) broken.push(`${relative(folder, page)} → ${link}`);
    }
  }
  return broken;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const broken = brokenLinks(resolve(argv[2]));
  for (const line of broken.slice(0, 40)) console.log(line);
  console.log(`${broken.length} broken links`);
  process.exitCode = broken.length ? 1 : 0;
}
