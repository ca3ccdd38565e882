// The search page: what is typed is in the address, hits come as it is typed, everything else when the hits are there.
(() => {
  const at = (id) => document.getElementById(`kb-${id}`);
  const form = at("search"), box = at("q"), said = at("said"), found = at("found"), list = at("hits"), more = at("more");
  const root = form.dataset.root, offline = "offline" in form.dataset, folder = `${root}search/`;
  const PAGE = 10, OTHERS = 5, VALUES = 12;
  const FACETS = { service: "Service", severity: "Severity", year: "Year", trigger: "Trigger", factor: "Contributing factor", team: "Team", status: "Action items", kind: "Kind" };

  function make(name, text = "", props = {}) {
    const element = Object.assign(document.createElement(name), props);
    element.append(...[text].flat());
    return element;
  }

  // ---- The index. A page that was opened from a folder may not fetch, but may load scripts.

  const waiting = new Map();
  self.kbManifest = (manifest) => waiting.get("manifest")(manifest);
  self.kbPiece = (name, base64) => waiting.get(name)(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
  const script = (name) =>
    new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const onload = () => reject(new Error(`${name} is empty`));
      document.head.append(make("script", "", { src: `${folder}${name}.js`, onerror: () => reject(new Error(`${name} is missing`)), onload }));
    });
  async function get(path, options) {
    const response = await fetch(folder + path, options);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  }
  const piece = offline ? script : async (name) => new Uint8Array(await (await get(`${name}.kb`)).arrayBuffer());
  async function start() {
    const manifest = offline ? await script("manifest") : await (await get("manifest.json", { cache: "no-cache" })).json();
    if (manifest.version !== kbSearch.VERSION) throw new Error("another version");
    return kbSearch.open(manifest.router, piece);
  }
  let index;
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

  /** The place in the result's page that holds most of the words. */
  async function excerpt(item, link, row, result) {
    const response = await fetch(link.href.split("#")[0]);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    let best = { best: 0 }, id, head, place = "", heading = "";
    for (const block of page.querySelectorAll(".body :is(h1,h2,h3,h4,h5,h6,p,li,td,pre)")) {
      if (/^H/.test(block.tagName)) heading = block.textContent.replace(/\s*#$/, "");
      // Who took part stands on the incident's own page only.
      else if (/\b(author|owner|participant|attendee|responder|commander|reviewer)s?\b.{0,3}:/i.test(block.textContent)) continue;
      id = block.id || block.querySelector("[id]")?.id || block.closest(".body [id]")?.id || id;
      const found = marked(block.textContent.replace(/\s+/g, " ").trim(), result);
      if (found.best > best.best) [best, place, head] = [found, id, heading];
    }
    if (!best.best) return;
    item.querySelector(".excerpt").replaceChildren(...best.parts);
    if (!place) return;
    link.hash = place;
    if (head) item.append(make("p", make("a", `In: ${head}`, { href: link.href, tabIndex: -1 }), { className: "meta" }));
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
    if (!offline) excerpt(item, link, row, result).catch(() => {});
    return item;
  }

  // ---- Searching.

  let run = 0, sort = "", shown = 0, result;

  async function show(count) {
    const mine = run, search = await ready();
    const hits = result.hits.slice(shown, count);
    const rows = await Promise.all(hits.map(({ id }) => search.row(id)));
    if (mine !== run) return;
    const items = rows.map((row, i) => hit(row, result, hits[i].id));
    if (shown) list.append(...items);
    else list.replaceChildren(...items);
    shown += items.length;
    more.hidden = shown >= result.total;
  }

  async function search(typing) {
    const mine = ++run, text = box.value.trim();
    if (!text) {
      found.hidden = true;
      said.textContent = "";
      return;
    }
    try {
      const index = await ready(), options = { typing, sort };
      result = await index.search(box.value, { ...options, quick: true });
      if (mine !== run) return;
      shown = 0;
      await show(PAGE);
      if (mine !== run) return;
      found.hidden = false;
      const count = result.total, notes = [...result.notes];
      if (result.partial) notes.unshift("none holds all of this, these hold a part");
      const words = count === 1 ? "1 incident" : `${count} incidents`;
      said.replaceChildren([count ? words : "No incident holds this", ...notes].join("; ") + ". ");
      await Promise.all([meant(index, mine), others(index, mine, options), complete(index, mine, options)]);
    } catch (error) {
      if (mine !== run) return;
      const reload = make("button", "Reload", { type: "button", onclick: () => location.reload() });
      said.replaceChildren(`The search index could not be read (${error.message}). It may have been replaced by a newer one. `, reload);
    }
  }

  /** Words that nobody wrote: what may have been meant. */
  async function meant(index, mine) {
    for (const word of result.unknown) {
      const other = await index.spelled(word);
      if (mine !== run || !other) continue;
      const text = box.value.toLowerCase().replace(word, other);
      said.append("Did you mean ", make("button", text, { type: "button", onclick: () => ask(text) }), "? ");
    }
  }

  /** Action items and patterns. */
  async function others(index, mine, options) {
    const fill = (section, links, title) => {
      section.hidden = !links.length;
      section.querySelector("ul").replaceChildren(...links);
      if (title) section.querySelector("h2").textContent = title;
    };
    const words = kbSearch.tokenize(box.value).map((t) => t.text);
    const fits = (text) => words.every((word) => text.toLowerCase().includes(word));
    const patterns = (index.router.patterns ?? []).filter(([name, , definition]) => fits(`${name} ${definition}`));
    fill(at("patterns"), patterns.slice(0, OTHERS).map(([name, url, text]) => make("li", [make("a", name, { href: root + url }), ` ${text}`])));
    index.todo ??= index.router.actions ? kbSearch.open(index.router.actions, piece) : null;
    const actions = await index.todo, plainly = actions && (await actions.search(box.value, options));
    if (mine !== run || !plainly) return;
    const hits = plainly.partial ? [] : plainly.hits.slice(0, OTHERS);
    const rows = await Promise.all(hits.map(({ id }) => actions.row(id)));
    if (mine !== run) return;
    const line = ([url, text, state, title]) => make("li", [make("a", marked(text, plainly, 400).parts, { href: root + url }), ` ${state.replace("_", " ")} · ${title}`]);
    fill(at("actions"), rows.map(line), plainly.total > OTHERS ? `Action items: ${OTHERS} of ${plainly.total}` : "Action items");
  }

  /** All hits, and the values to narrow them down by. */
  async function complete(index, mine, options) {
    if (!result.complete) {
      const all = await index.search(box.value, options);
      if (mine !== run) return;
      result.hits = all.hits;
    }
    const facets = await index.facets(result.hits, Object.keys(FACETS));
    if (mine !== run) return;
    const boxes = facets.map(({ name, values }) => {
      const plain = values.filter((v) => name !== "severity" || /^SEV\d$/.test(v.label));
      const top = (plain.length ? plain : values).sort((a, b) => b.count - a.count).slice(0, VALUES);
      const buttons = top.sort((a, b) => a.label.localeCompare(b.label)).map(({ value, label, count }) => {
        const text = kbSearch.fold(label) === value ? label : value;
        const filter = `${name}:${/[\s()]/.test(text) ? `"${text}"` : text}`, on = box.value.includes(filter);
        const press = () => ask((on ? box.value.replace(filter, "") : `${box.value} ${filter}`).replace(/\s+/g, " ").trim());
        const button = make("button", [label, " ", make("span", `${count}`, { className: "count" })], { type: "button", onclick: press });
        button.setAttribute("aria-pressed", on);
        return make("li", button);
      });
      return make("details", [make("summary", FACETS[name]), make("ul", buttons)], { open: innerWidth > 900, hidden: !buttons.length });
    });
    at("facets").replaceChildren(...boxes);
  }

  // ---- The address, the keyboard.

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
  more.addEventListener("click", () => show(shown + PAGE));
  addEventListener("popstate", restore);
  document.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("h2 a")], here = links.indexOf(document.activeElement);
    const inBox = document.activeElement === box;
    if (!inBox && here < 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = here + (event.key === "ArrowDown" ? 1 : -1);
      if (inBox && event.key === "ArrowUp") return;
      event.preventDefault();
      (next < 0 ? box : links[next])?.focus();
    } else if (event.key === "Escape") {
      if (inBox) ask("");
      box.focus();
      event.preventDefault();
    }
  });
  restore();
  if (!box.value) ready().catch(() => {});
  box.focus();
})();
