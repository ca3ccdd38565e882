// Only in a preview (`kb serve`): shows the page again when it changed, at the same place; shows what was found in its
// document; lays over it what keeps the newest state from being shown.
// A scope of its own: the names of the theme's scripts, which a project may replace, are not known here.
(() => {
  const own = document.currentScript?.dataset.page ?? document.querySelector("script[data-page]").dataset.page;
  const place = `kb-scroll:${location.pathname}`;

  // Where the reader was before the page was loaded again.
  try {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (kept !== null) scrollTo({ top: Number(kept), behavior: "instant" });
  } catch {
    // Storage may be forbidden; the browser's own memory of the place is used then.
  }

  const host = document.createElement("div");
  host.id = "kb-serve";
  const shadow = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; color-scheme: light dark; --ink: light-dark(#1c1c1c, #ececec);
      --paper: light-dark(#fffdf5, #24221b); --quiet: light-dark(#555, #b5b5b5); }
    * { box-sizing: border-box; }
    details, pre { font: 14px/1.45 ui-monospace, monospace; color: var(--ink); background: var(--paper); }
    details { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483646; max-width: min(32rem, 90vw);
      max-height: 60vh; overflow: auto; border: 1px solid #b58900; border-radius: .4rem; padding: .5rem .75rem; }
    summary { cursor: pointer; }
    ol { margin: .5rem 0 0; padding-left: 1.25rem; }
    li { margin-bottom: .5rem; }
    a { color: light-dark(#0b57a4, #8cc4ff); }
    .help { color: var(--quiet); }
    .over { position: fixed; inset: 0; z-index: 2147483647; background: rgb(0 0 0 / .55); overflow: auto; padding: 5vh 5vw; }
    .over section { background: var(--paper); border-top: .4rem solid light-dark(#b03a2e, #e07a6e); border-radius: .4rem; padding: 1rem 1.5rem;
      font: 16px/1.5 system-ui, sans-serif; color: var(--ink); max-width: 70rem; margin: auto; }
    .over pre { overflow: auto; padding: .5rem 0; }
    button { font: inherit; padding: .25rem .75rem; }
  `);
  shadow.adoptedStyleSheets = [style];
  document.documentElement.append(host);

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  let wasOpen = false;

  /** What was found in the page's document, each with its line. */
  function findings(all) {
    if (!all.length) return [];
    const box = element("details");
    box.open = wasOpen;
    box.addEventListener("toggle", () => (wasOpen = box.open));
    box.append(element("summary", `${all.length} ${all.length === 1 ? "finding" : "findings"} in ${all[0].file}`));
    const list = element("ol");
    for (const found of all) {
      const item = element("li");
      const line = element("a", `line ${found.line}`);
      line.href = `#kb-l${found.line}`;
      // Only what was taken from a line has a place on the page.
      const where = document.getElementById(`kb-l${found.line}`) ? line : element("b", `line ${found.line}`);
      item.append(where, ` ${found.level}: ${found.message} [${found.rule}]`);
      if (found.help) item.append(element("br"), element("span", found.help, "help"));
      list.append(item);
    }
    box.append(list);
    return [box];
  }

  let dismissed;

  /** Why the newest state is not shown. */
  function overlay(trouble) {
    if (!trouble || trouble === dismissed) return [];
    const over = element("div", "", "over");
    const box = element("section");
    box.setAttribute("role", "alert");
    const close = element("button", "Show the last good state");
    close.type = "button";
    close.addEventListener("click", () => {
      dismissed = trouble;
      over.remove();
    });
    box.append(element("strong", "What was saved last cannot be shown"), element("pre", trouble), close);
    over.append(box);
    return [over];
  }

  const query = `path=${encodeURIComponent(decodeURIComponent(location.pathname))}`;

  async function look() {
    const answer = await fetch(`/.kb/page?${query}`);
    const about = await answer.json();
    shadow.replaceChildren(...findings(about.diagnostics), ...overlay(about.trouble));
  }

  /** Something changed: says which bytes the page has now, where it has any. */
  function changed({ data: now }) {
    if (now === "-" || now === own) {
      look().catch(() => {});
      return;
    }
    try {
      sessionStorage.setItem(place, String(scrollY));
    } catch {
      // See above.
    }
    location.reload();
  }

  // The first event comes at once; after a pause of the server the browser asks again by itself. Only a page that is seen
  // listens: a browser keeps six connections to one server, however many pages are open.
  let events;
  function listen() {
    if (document.hidden) {
      events?.close();
      events = undefined;
    } else if (!events) {
      events = new EventSource(`/.kb/events?${query}`);
      events.onmessage = changed;
    }
  }
  document.addEventListener("visibilitychange", listen);
  listen();
})();
