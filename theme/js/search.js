// The search page: what is typed is in the address, hits come as it is typed. All else (excerpts, values to narrow down by,
// action items, patterns, keys) comes from search-more.js when the first hits are there.
(() => {
  const at = (id) => document.getElementById(`kb-${id}`);
  const form = at("search"), box = at("q"), said = at("said"), list = at("hits"), more = at("more");
  const root = form.dataset.root, offline = "offline" in form.dataset, folder = `${root}search/`;
  const PAGE = 10;

  function make(name, text = "", props = {}) {
    const element = Object.assign(document.createElement(name), props);
    element.append(...[text].flat());
    return element;
  }

  // ---- The index. A page that was opened from a folder may not fetch, but may load scripts.

  const waiting = new Map();
  self.kbManifest = (manifest) => waiting.get("manifest")(manifest);
  self.kbPiece = (name, base64) => waiting.get(name)(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
  const load = (src) =>
    new Promise((onload, reject) => document.head.append(make("script", "", { src, onload, onerror: () => reject(new Error(`${src} is missing`)) })));
  const script = (name) =>
    new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      load(`${folder}${name}.js`).then(() => reject(new Error(`${name} is empty`)), reject);
    });
  async function get(path, options) {
    const response = await fetch(folder + path, options);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  }
  const piece = offline ? script : async (name) => new Uint8Array(await (await get(`${name}.kb`)).arrayBuffer());
  let index, rest;
  /** What is not needed for the first hits. */
  const others = () => (rest ??= load(form.dataset.more).catch((error) => ((rest = undefined), Promise.reject(error))));
  async function start() {
    const manifest = offline ? await script("manifest") : await (await get("manifest.json", { cache: "no-cache" })).json();
    if (manifest.version !== kbSearch.VERSION) throw new Error("another version");
    return kbSearch.open(manifest.router, piece, others);
  }
  const ready = () => (index ??= start().catch((error) => ((index = undefined), Promise.reject(error))));

  // ---- What a hit looks like.

  /** Text with the words that were searched for marked, about `length` letters around most of them. */
  function marked(text, result, length = 220) {
    const isMark = (word) => result.marks.has(word) || [...result.beginnings].some((start) => word.startsWith(start));
    const marks = [...text.matchAll(/[\p{L}\p{N}]+/gu)].filter(([word]) => isMark(word.toLowerCase()));
    const within = (from) => new Set(marks.filter((m) => m.index >= from && m.index < from + length * 0.8).map((m) => m[0].toLowerCase())).size;
    let best = 0, start = 0;
    for (const { index } of marks) if (within(index) > best) [best, start] = [within(index), index];
    start = text.length > length ? Math.max(0, text.lastIndexOf(" ", start - 30) + 1) : 0;
    let end = start + length;
    end = end < text.length ? text.lastIndexOf(" ", end) : text.length;
    const parts = [start ? "… " : ""];
    for (const m of marks) {
      if (m.index < start || m.index + m[0].length > end) continue;
      parts.push(text.slice(start, m.index), make("mark", m[0]));
      start = m.index + m[0].length;
    }
    parts.push(text.slice(start, Math.max(start, end)), end < text.length ? " …" : "");
    return { parts, best };
  }

  const day = (date) => new Date(`${date}T00:00Z`).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });

  function hit(row, result, id) {
    const [url, title, date, severity, services, summary] = row;
    const link = make("a", marked(title, result, 400).parts, { href: root + url });
    const meta = make("p", date ? make("time", day(date), { dateTime: date }) : "", { className: "meta" });
    if (severity) meta.append(make("span", severity, { className: `sev ${/^SEV[1-5]$/.test(severity) ? severity.toLowerCase() : ""}` }));
    if (services.length) meta.append(make("span", services.join(", ")));
    const item = make("li", [meta, make("h2", link), make("p", marked(summary, result).parts, { className: "excerpt" })]);
    const missing = result.partial ? result.missing(id) : [];
    if (missing.length) item.append(make("p", make("span", ["Without ", ...missing.flatMap((word, i) => [i ? ", " : "", make("s", word)])]), { className: "meta" }));
    return item;
  }

  // ---- Searching.

  let run = 0, sort = "", shown = 0, result;
  const page = (self.kbPage = { at, make, marked, ask, box, said, list, root, piece });

  async function show(count) {
    const mine = run, answer = result, search = await ready();
    const hits = answer.hits.slice(shown, count);
    const rows = await Promise.all(hits.map(({ id }) => search.row(id)));
    if (mine !== run) return;
    const items = rows.map((row, i) => hit(row, answer, hits[i].id));
    if (shown) list.append(...items);
    else list.replaceChildren(...items);
    shown += items.length;
    more.hidden = shown >= answer.total;
    if (!offline) others().then(() => Promise.all(items.map((item) => page.excerpt(item, answer)))).catch(() => {});
  }

  /** The index may have been replaced while the page was open: it is opened anew, once (`again`). */
  async function search(typing, again) {
    const mine = ++run, text = box.value.trim();
    if (!text) {
      at("found").hidden = true;
      said.textContent = "";
      return;
    }
    try {
      const index = await ready(), options = { typing, sort };
      const answer = await index.search(box.value, { ...options, quick: true });
      if (mine !== run) return;
      result = answer;
      shown = 0;
      await show(PAGE);
      if (mine !== run) return;
      at("found").hidden = false;
      const count = result.total, notes = [...result.notes];
      if (result.partial) notes.unshift("none holds all of this, these hold a part");
      const words = count === 1 ? "1 incident" : `${count} incidents`;
      said.replaceChildren([count ? words : "No incident holds this", ...notes].join("; ") + ". ");
      await others();
      await page.complete(index, result, options, () => mine === run);
    } catch (error) {
      if (mine !== run) return;
      index = undefined;
      if (!again) return search(typing, true);
      const reload = make("button", "Reload", { type: "button", onclick: () => location.reload() });
      said.replaceChildren(`The search index could not be read (${error.message}). It may have been replaced by a newer one. `, reload);
    }
  }

  // ---- The address.

  function address(push) {
    const query = new URLSearchParams({ ...(box.value && { q: box.value }), ...(sort && { sort }) });
    history[push ? "pushState" : "replaceState"](null, "", `?${query}`);
  }
  function ask(text) {
    box.value = text;
    address(true);
    search();
  }
  function restore() {
    const query = new URLSearchParams(location.search);
    box.value = query.get("q") ?? "";
    order(query.get("sort") ?? "");
    search();
  }
  function order(by) {
    sort = by;
    for (const button of at("sorts").children) button.setAttribute("aria-pressed", button.value === by);
  }
  let pause;
  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => (address(), search(true)), 90);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    ask(box.value);
  });
  at("sorts").addEventListener("click", ({ target }) => target.value !== undefined && (order(target.value), address(true), search()));
  more.addEventListener("click", () => show(shown + PAGE).catch(() => search()));
  addEventListener("popstate", restore);
  restore();
  if (!box.value) ready().catch(() => {});
  box.focus();
})();
