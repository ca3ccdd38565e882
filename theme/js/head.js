// Runs before the page is drawn, so that a chosen theme does not flash. Must stay tiny.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("kb-theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme is used then.
  }
  // The page for wrong addresses does not know its depth, but this script knows where it was loaded from.
  const home = new URL("..", document.currentScript.src);
  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("#kb-elsewhere[data-relative] a")) {
      link.href = new URL(link.getAttribute("href").replace(/^\//, ""), home).href;
    }
    document.getElementById("kb-elsewhere")?.removeAttribute("data-relative");
  });
})();
