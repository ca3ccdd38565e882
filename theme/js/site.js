// What makes pages more comfortable. Every page reads well without it.

const root = document.documentElement;

/** The theme in effect: chosen, or the system's. */
const theme = () =>
  root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

const button = document.getElementById("kb-theme");
if (button) {
  const label = () => {
    const other = theme() === "dark" ? "Light" : "Dark";
    button.textContent = other;
    button.setAttribute("aria-label", `${other} theme`);
  };
  button.hidden = false;
  label();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  button.addEventListener("click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("kb-theme", root.dataset.theme);
    } catch {
      // The choice lasts for this page then.
    }
    label();
  });
}

// On a narrow screen the text comes first: the facts are there to be unfolded.
for (const facts of document.querySelectorAll("details[data-folds]")) {
  if (matchMedia("(max-width: 61.99rem)").matches) facts.open = false;
  facts.dataset.folded = "";
}
addEventListener("beforeprint", () => {
  for (const facts of document.querySelectorAll("details[data-folds]")) facts.open = true;
});

// Texts to paste elsewhere, and what people type from a block of code.
const copies = (button, text) => {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text());
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
};
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (source.hasAttribute("data-with-address") && location.protocol.startsWith("http")) {
    source.append(`\nRead it: ${location.href.split("#")[0]}`);
  }
  copies(button, () => source.textContent);
}
for (const block of document.querySelectorAll(".body pre")) {
  const [around, button] = [document.createElement("div"), document.createElement("button")];
  around.className = "code";
  button.className = "copy";
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy this block");
  block.replaceWith(around);
  around.append(block, button);
  copies(button, () => block.textContent);
}

// The table of contents shows where the reader is: at the last heading above the upper third of the window.
const places = [...document.querySelectorAll(".toc a[href^='#']")]
  .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
  .filter(([, heading]) => heading?.closest(".body"));
if (places.length > 1) {
  let [shown, waits] = [null, false];
  const look = () => {
    waits = false;
    const end = innerHeight + scrollY >= root.scrollHeight - 2;
    const above = places.filter(([, heading]) => heading.getBoundingClientRect().top < innerHeight / 3);
    const [link] = (end ? places : above).at(-1) ?? [null];
    if (link === shown) return;
    shown?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    const box = link?.closest(".toc-in");
    if (box && box.scrollHeight > box.clientHeight) box.scrollTop = link.offsetTop - box.clientHeight / 2;
    shown = link;
  };
  const later = () => {
    if (!waits) requestAnimationFrame(look);
    waits = true;
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  look();
}

// The rows of a list, filtered by what is typed and chosen. A list of several pages is filtered whole: the others are
// fetched as soon as somebody comes near the filter, where a server has them.
const filter = document.getElementById("kb-filter");
const own = [...document.querySelectorAll("table.list tbody tr")];
if (filter && own.length > 5) {
  filter.hidden = false;
  const said = document.getElementById("kb-filter-said");
  const typed = document.getElementById("kb-filter-text");
  const chosen = [...filter.querySelectorAll("select[data-of]")];
  const pager = document.querySelector(".pager");
  const ours = new Set(own);
  let rows = own;
  const values = (row, choice) =>
    [...row.querySelectorAll(choice.dataset.of)].map((element) => element.textContent.trim());
  const offer = () => {
    for (const choice of chosen) {
      const known = new Set(rows.flatMap((row) => values(row, choice)));
      const before = choice.value;
      choice.length = 1;
      for (const value of [...known].sort()) choice.add(new Option(value, value));
      choice.value = before;
      // Where all rows are alike there is nothing to choose.
      choice.hidden = known.size < 2 && rows.every((row) => values(row, choice).length === known.size);
    }
  };
  const apply = () => {
    const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean);
    const asked = chosen.filter((choice) => choice.value);
    const filters = words.length > 0 || asked.length > 0;
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = filters
        ? !words.every((word) => text.includes(word)) ||
          !asked.every((choice) => values(row, choice).includes(choice.value))
        : !ours.has(row);
      if (!row.hidden) shown += 1;
    }
    said.textContent = filters ? `${shown} of ${rows.length}` : "";
    if (pager && rows !== own) pager.hidden = filters;
  };
  const rowsOf = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("a[href]")) {
      link.href = new URL(link.getAttribute("href"), address).href;
    }
    return [...page.querySelectorAll("table.list tbody tr")].map((row) => document.adoptNode(row));
  };
  const whole = async () => {
    // The first page, this one and the last are always named; the others lie beside the last one.
    const links = [...pager.querySelectorAll("a:not([rel])")];
    const numbers = links.map((link) => parseInt(link.lastChild.textContent, 10));
    const last = Math.max(...numbers);
    // So many would be slower than looking for it.
    if (last > 25) return;
    const ends = links[numbers.indexOf(last)].href;
    const here = numbers[links.findIndex((link) => link.hasAttribute("aria-current"))];
    const parts = Array.from({ length: last }, (_, at) => {
      const [number, named] = [at + 1, numbers.indexOf(at + 1)];
      if (number === here) return own;
      return rowsOf(named < 0 ? ends.replace(`page-${last}`, `page-${number}`) : links[named].href);
    });
    rows = (await Promise.all(parts)).flat();
    document.querySelector("table.list tbody").replaceChildren(...rows);
    filter.querySelector("label").textContent = "Filter";
    offer();
    apply();
  };
  if (pager && location.protocol.startsWith("http")) {
    // Without them the filter is that of this page, as it says.
    const near = () => whole().catch(() => {});
    let is = false;
    for (const event of ["pointerenter", "focusin"]) {
      filter.addEventListener(event, () => {
        if (!is) near();
        is = true;
      });
    }
  }
  offer();
  filter.addEventListener("input", apply);
}

// Lists are sorted by a click on the head of a column.
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  if (body.rows.length < 3) continue;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const sort = document.createElement("button");
    sort.type = "button";
    sort.textContent = head.textContent;
    head.replaceChildren(sort);
    sort.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.cells[column];
        return cell.dataset.sort ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
      };
      const compare = (a, b) => {
        const [x, y] = [key(a), key(b)];
        // What is not known stands last, in both directions.
        if (!x || !y) return !x - !y;
        return x.localeCompare(y, undefined, { numeric: true }) * (descending ? -1 : 1);
      };
      body.append(...[...body.rows].sort(compare));
    });
  });
}

// "/" leads to search, as on other sites of documentation.
const find = document.getElementById("kb-find");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === find) find.blur();
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = [document.getElementById("kb-q"), find].find((box) => box?.offsetParent);
  event.preventDefault();
  if (box) box.focus();
  else document.querySelector(".nav-search")?.click();
});
// A page that was opened from a folder may not send forms, but may follow links.
for (const form of document.querySelectorAll("form[role=search]:not(#kb-search)")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`;
  });
}
