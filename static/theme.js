// Runs before the first paint, so that a stored theme never flashes. A theme that equals the system's is not
// stored: the page then keeps following the system. Canvases repaint on the document's "themechange" event.
(() => {
  "use strict";
  const root = document.documentElement;
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const key = "layerlab.theme";

  // Storage throws where the browser forbids it; the theme then lasts until the page is closed.
  const stored = (read) => {
    try {
      return read(localStorage);
    } catch {
      return null;
    }
  };

  const kept = stored((storage) => storage.getItem(key));
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  const current = () => root.dataset.theme || (systemDark.matches ? "dark" : "light");

  const announce = () => {
    const button = document.getElementById("theme");
    if (button) {
      const texts = window.LayerLabTexts;
      const label =
        current() === "dark" ? texts.of("Switch to the light theme") : texts.of("Switch to the dark theme");
      button.setAttribute("aria-label", label);
      button.title = label;
    }
    document.dispatchEvent(new Event("themechange"));
  };

  const toggle = () => {
    const next = current() === "dark" ? "light" : "dark";
    if (next === (systemDark.matches ? "dark" : "light")) {
      delete root.dataset.theme;
      stored((storage) => storage.removeItem(key));
    } else {
      root.dataset.theme = next;
      stored((storage) => storage.setItem(key, next));
    }
    announce();
  };

  systemDark.addEventListener("change", announce);
  document.addEventListener("DOMContentLoaded", () => {
    const link = document.querySelector(`nav a[data-nav="${root.dataset.page === "model" ? "models" : root.dataset.page}"]`);
    if (link) link.setAttribute("aria-current", root.dataset.page === "model" ? "true" : "page");
    document.getElementById("theme").addEventListener("click", toggle);
    window.LayerLabTexts.ready.then(announce);
  });
})();
