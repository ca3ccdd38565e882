// Search by title, service and factor, over a list that is loaded when it is first needed.

const form = document.getElementById("kb-search");
const box = document.getElementById("kb-q");
const hits = document.getElementById("kb-hits");
const said = document.getElementById("kb-said");
const hint = said.textContent;
const MOST = 50;

let loading;
function load() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = form.dataset.source;
    script.onload = () => resolve(self.kbSearchData);
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

/** How well an entry fits: every word must stand somewhere; the title counts most. */
function score(entry, words) {
  const title = entry.t.toLowerCase();
  const services = entry.s.join(" ").toLowerCase();
  const factors = entry.f.join(" ").toLowerCase();
  let total = 0;
  for (const word of words) {
    const found = (title.includes(word) && 5) || (services.includes(word) && 3) || (factors.includes(word) && 1);
    if (!found) return 0;
    total += found;
  }
  return total;
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function show(entry, words) {
  const item = element("li");
  const meta = element("p", "", "meta");
  for (const text of [entry.d, entry.v, entry.s.join(", ")]) if (text) meta.append(element("span", text));
  const heading = element("h2");
  const link = element("a", entry.t);
  link.href = form.dataset.root + entry.u;
  heading.append(link);
  item.append(meta, heading);
  const factor = entry.f.find((text) => words.some((word) => text.toLowerCase().includes(word)));
  if (factor) item.append(element("p", factor));
  return item;
}

async function search() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) {
    hits.replaceChildren();
    said.textContent = hint;
    return;
  }
  let entries;
  try {
    entries = await load();
  } catch {
    said.textContent = "The list of incidents could not be loaded.";
    return;
  }
  const found = entries
    .map((entry) => ({ entry, score: score(entry, words) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score);
  hits.replaceChildren(...found.slice(0, MOST).map((hit) => show(hit.entry, words)));
  const shown = found.length > MOST ? `, the first ${MOST} are shown` : "";
  said.textContent = `${found.length} found by title, service or factor${shown}.`;
}

box.value = new URLSearchParams(location.search).get("q") ?? "";
if (box.value) search();
box.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", `?q=${encodeURIComponent(box.value)}`);
  search();
});
box.focus();
