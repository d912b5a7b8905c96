// What every page does besides its program: it explains controls to keyboard and touch users, says when it is offline,
// and prints in light colors.
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

  // Keeps opened pages available offline. Starts only when the page itself is ready.
  if (navigator.serviceWorker && window.isSecureContext) {
    addEventListener("load", () => setTimeout(() => navigator.serviceWorker.register("/offline.js").catch(() => {}), 2000));
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
