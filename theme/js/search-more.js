// The search page once its first hits are there: excerpts, what may have been meant, action items, patterns, values to
// narrow down by, arrow keys. Adds to search.js.
(() => {
  const { at, make, marked, ask, box, said, list, root, piece } = kbPage;
  const OTHERS = 5, VALUES = 12, SLIPS = 3;
  const FACETS = { service: "Service", severity: "Severity", year: "Year", trigger: "Trigger", factor: "Contributing factor", team: "Team", status: "Action items", kind: "Kind" };

  /** The place in the result's page that holds most of the words. */
  async function excerpt(item, result) {
    const link = item.querySelector("h2 a"), response = await fetch(link.href.split("#")[0]);
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

  /** Words that nobody wrote: what may have been meant. */
  async function meant(index, result, options, current) {
    for (const word of [...result.unknown].slice(0, SLIPS)) {
      const other = await index.spelled(word);
      if (!current() || !other) continue;
      const text = box.value.toLowerCase().replace(word, other);
      said.append("Did you mean ", make("button", text, { type: "button", onclick: () => ask(text) }), "? ");
    }
  }

  /** Action items and patterns. */
  async function others(index, result, options, current) {
    const fill = (section, links, title) => {
      section.hidden = !links.length;
      section.querySelector("ul").replaceChildren(...links);
      if (title) section.querySelector("h2").textContent = title;
    };
    const words = kbSearch.tokenize(box.value).map((t) => t.text);
    const fits = (text) => words.every((word) => text.toLowerCase().includes(word));
    const patterns = (await index.patterns()).filter(([name, , definition]) => fits(`${name} ${definition}`));
    if (!current()) return;
    fill(at("patterns"), patterns.slice(0, OTHERS).map(([name, url, text]) => make("li", [make("a", name, { href: root + url }), ` ${text}`])));
    index.todo ??= index.router.actions ? kbSearch.open(index.router.actions, piece, index.more) : null;
    const actions = await index.todo, plainly = actions && (await actions.search(box.value, options));
    if (!current() || !plainly) return;
    const hits = plainly.partial ? [] : plainly.hits.slice(0, OTHERS);
    const rows = await Promise.all(hits.map(({ id }) => actions.row(id)));
    if (!current()) return;
    const line = ([url, text, state, title]) => make("li", [make("a", marked(text, plainly, 400).parts, { href: root + url }), ` ${state.replace("_", " ")} · ${title}`]);
    fill(at("actions"), rows.map(line), plainly.total > OTHERS ? `Action items: ${OTHERS} of ${plainly.total}` : "Action items");
  }

  /** All hits, and the values to narrow them down by. */
  async function facets(index, result, options, current) {
    if (!result.complete) {
      const all = await index.search(box.value, options);
      if (!current()) return;
      result.hits = all.hits;
    }
    const found = await index.facets(result.hits, Object.keys(FACETS));
    if (!current()) return;
    const boxes = found.map(({ name, values }) => {
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

  Object.assign(kbPage, {
    excerpt,
    complete: (...all) => Promise.all([meant(...all), others(...all), facets(...all)]),
  });

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
})();
