// What every page does besides its program: it explains controls to keyboard and touch users, says when it is offline or
// when the server has a newer version, and prints in light colors.
(() => {
  "use strict";

  // The browser shows a control's title to mouse users; for keyboard and touch users it appears below the control.
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
    // Inside an open dialog, which covers everything else.
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

  // Offline, everything that is loaded keeps working.
  const offline = document.getElementById("offline");
  const online = () => (offline.hidden = navigator.onLine);
  addEventListener("online", online);
  addEventListener("offline", online);
  online();

  const root = document.documentElement;
  const { assets } = root.dataset;

  // A file of this page that is gone belongs to a former version.
  const renewed = document.getElementById("renewed");
  const failed = async () => {
    const answer = await fetch(`${assets}/boot.js`, { method: "HEAD", cache: "no-store" }).catch(() => ({}));
    if (answer.status === 404) renewed.hidden = false;
  };
  window.LayerLabFailed = failed;
  addEventListener("error", ({ target }) => `${target.src}`.includes(assets) && failed(), true);
  document.getElementById("renewed-reload").addEventListener("click", () => location.reload());

  // Keeps opened pages available offline. Starts only when the page itself is ready.
  const worker = window.isSecureContext && navigator.serviceWorker;
  if (worker) {
    addEventListener("load", () => setTimeout(() => worker.register("/offline.js").catch(() => {}), 2000));
    const states = new MutationObserver(() => {
      if (root.dataset.state !== "ready") return;
      states.disconnect();
      if (worker.controller) worker.controller.postMessage(assets);
    });
    states.observe(root, { attributeFilter: ["data-state"] });
  }

  // An embedded page's link opens the full page.
  const whole = document.getElementById("embed-open");
  if (whole) {
    whole.addEventListener("click", () => {
      whole.href = "/#" + location.hash.slice(1).split("&").filter((pair) => pair !== "embed=true").join("&");
    });
  }

  addEventListener("beforeprint", () => {
    document.querySelectorAll("p.printed-at").forEach((line) => (line.textContent = location.href));
  });
})();
