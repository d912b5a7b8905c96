// What every page does beside its program: it explains its controls to who uses keys or a finger, says when there is
// no network, and goes on paper in the light colours.
(() => {
  "use strict";
  const root = document.documentElement;

  // A mouse shows a control's title by itself; for who comes by key or finger it appears below the control.
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.hidden = true;
  // Screen readers read the title already.
  hint.setAttribute("aria-hidden", "true");
  let shownFor = null;
  const place = () => {
    const box = shownFor.getBoundingClientRect();
    const below = box.bottom + 8 + hint.offsetHeight < innerHeight - (innerWidth < 640 ? 76 : 8);
    const left = Math.min(box.left, innerWidth - hint.offsetWidth - 12);
    hint.style.setProperty("--x", `${Math.round(Math.max(12, left))}px`);
    hint.style.setProperty("--y", `${Math.round(below ? box.bottom + 8 : box.top - hint.offsetHeight - 8)}px`);
  };
  const hide = () => {
    hint.hidden = true;
    shownFor = null;
  };
  const show = (control) => {
    const titled = control.closest("[title]");
    const box = control.getBoundingClientRect();
    if (!titled || !titled.title || box.width === 0) return;
    shownFor = box.width < 2 && control.labels && control.labels[0] ? control.labels[0] : control;
    hint.textContent = titled.title;
    // Within an open dialog, which lies over everything else.
    (control.closest("dialog") || document.body).append(hint);
    hint.hidden = false;
    place();
  };
  document.addEventListener("focusin", (event) => {
    hide();
    if (event.target.matches(":focus-visible")) show(event.target);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("input", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", () => shownFor && place(), { passive: true, capture: true });

  // Without a network all that is loaded goes on working.
  const offline = document.getElementById("offline");
  const online = () => (offline.hidden = navigator.onLine);
  addEventListener("online", online);
  addEventListener("offline", online);
  online();

  // What was opened stays there without a network. Not before the page itself is ready.
  if (navigator.serviceWorker && window.isSecureContext) {
    addEventListener("load", () => setTimeout(() => navigator.serviceWorker.register("/offline.js").catch(() => {}), 2000));
  }

  // What is embedded opens with everything around it.
  const whole = document.getElementById("embed-open");
  if (whole) {
    whole.addEventListener("click", () => {
      whole.href = "/#" + location.hash.slice(1).split("&").filter((pair) => pair !== "embed=true").join("&");
    });
  }

  // Paper is white whatever the screen is. Canvases repaint on "themechange".
  let before;
  const repaint = (theme) => {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
    document.dispatchEvent(new Event("themechange"));
  };
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    document.querySelectorAll("p.printed-at").forEach((line) => (line.textContent = location.href));
    repaint("light");
  });
  addEventListener("afterprint", () => repaint(before));
})();
