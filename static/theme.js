// Runs before the first paint, so that the wrong theme never flashes, and says on the root element which theme the
// style sheet shows. A theme that equals the system's is not stored: the page then follows the system. Canvases
// repaint on the document's "themechange" event.
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
      return undefined;
    }
  };

  const system = () => (systemDark.matches ? "dark" : "light");
  let kept = null;
  const look = () => {
    const theme = stored((storage) => storage.getItem(key));
    if (theme !== undefined) kept = theme === "light" || theme === "dark" ? theme : null;
  };
  look();
  // Paper is white whatever the screen is.
  let printing = false;
  const current = () => (printing ? "light" : kept || system());
  root.dataset.theme = current();

  const announce = () => {
    root.dataset.theme = current();
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
    kept = next === system() ? null : next;
    stored((storage) => (kept ? storage.setItem(key, kept) : storage.removeItem(key)));
    announce();
  };

  const turnToPaper = (now) => {
    printing = now;
    announce();
  };

  systemDark.addEventListener("change", announce);
  // Of a page that Back shows again, it may have been chosen on another one since.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    look();
    announce();
  });
  addEventListener("beforeprint", () => turnToPaper(true));
  addEventListener("afterprint", () => turnToPaper(false));
  document.addEventListener("DOMContentLoaded", () => {
    const { page } = root.dataset;
    const within = { model: "models", train: "photos", classes: "photos", inside: "photos", lesson: "learn", write: "learn", class: "learn", join: "learn" }[page];
    const link = document.querySelector(`nav a[data-nav="${within || page}"]`);
    if (link) link.setAttribute("aria-current", within ? "true" : "page");
    document.getElementById("theme").addEventListener("click", toggle);
    window.LayerLabTexts.ready.then(announce);
  });
})();
