// What every page does besides its program: it keeps messages out of the way, says when it is offline or when the server has a newer version, and prints in light colors.
(() => {
  "use strict";
  const root = document.documentElement;
  const { assets } = root.dataset;

  // In the frame of another page, a model that is not there fills no more room than one that is.
  if (!root.dataset.program && location.search === "?embed=true") {
    root.dataset.embed = "";
    for (const link of document.links) link.target = "_blank";
  }

  // A file of this page that is gone belongs to a former version.
  const renewed = document.getElementById("renewed");

  // What few visits need is loaded when it is. A file that does not come may when it is needed again.
  const asked = {};
  const load = (file) => {
    if (asked[file] || !renewed.hidden) return;
    const script = (asked[file] = document.createElement("script"));
    script.src = `${assets}/${file}`;
    script.addEventListener("error", () => {
      script.remove();
      setTimeout(() => delete asked[file], 5000);
    });
    document.head.append(script);
  };

  // What a control is for, to those who cannot point at it with a mouse.
  for (const first of ["focusin", "pointerdown"]) addEventListener(first, () => load("hints.js"));
  // A key may be pressed on what goes away by it: the file is to be there before.
  for (const first of ["focusin", "keydown"]) addEventListener(first, () => load("keyboard.js"));
  document.getElementById("keys-open")?.addEventListener("click", () => load("keyboard.js"));
  addEventListener("DOMContentLoaded", () => {
    try {
      if (localStorage.getItem("layerlab.letters")) load("keyboard.js");
    } catch {
      // Nothing is kept.
    }
  });

  // Browsers point at a wrong value, but not in a closed part, so it is opened.
  const open = ({ target }) => {
    for (let part = target; (part = part.parentElement?.closest("details")); ) part.open = true;
  };
  addEventListener("invalid", open, true);

  // A message floats at the bottom, or at the top where the control in use is below it.
  const message = document.getElementById("message");
  const aside = () => {
    message.classList.remove("above");
    const used = document.activeElement;
    if (message.hidden || used === document.body || message.contains(used)) return;
    const box = message.getBoundingClientRect();
    const at = used.getBoundingClientRect();
    const covered = at.bottom > box.top && at.top < box.bottom && at.right > box.left && at.left < box.right;
    message.classList.toggle("above", covered);
  };
  new MutationObserver(aside).observe(message, { attributeFilter: ["hidden"], subtree: true, childList: true });
  document.addEventListener("focusin", aside);
  document.getElementById("message-close").addEventListener("click", () => (message.hidden = true));

  // Offline, everything that is loaded keeps working.
  const offline = document.getElementById("offline");
  let kept = false;
  const online = () => (offline.hidden = navigator.onLine && !kept);
  addEventListener("online", online);
  addEventListener("offline", online);
  online();

  // Asks whether the server has another version, until it says so.
  let asking = false;
  let pause = 5000;
  let later;
  const failed = async () => {
    if (asking || !(kept || renewed.hidden)) return;
    asking = true;
    clearTimeout(later);
    const answer = await fetch(`${assets}/boot.js`, { method: "HEAD", cache: "no-store" }).catch(() => {});
    asking = false;
    // A page is a network's that asks people to sign in.
    const status = answer && !/html/.test(answer.headers.get("Content-Type")) ? answer.status : 0;
    if (status === 404) renewed.hidden = false;
    if (status === 404 || status === 200) {
      kept = false;
      online();
      pause = 5000;
      return;
    }
    later = setTimeout(failed, pause);
    pause = Math.min(2 * pause, 60000);
  };
  window.LayerLabFailed = failed;
  addEventListener("online", () => {
    pause = 5000;
    if (kept) failed();
  });
  addEventListener("error", ({ target }) => `${target.src}`.includes(assets) && failed(), true);
  document.getElementById("renewed-reload").addEventListener("click", () => location.reload());

  // Keeps opened pages available offline. Starts only when the page itself is ready.
  const worker = window.isSecureContext && navigator.serviceWorker;
  if (worker) {
    const register = async () => {
      await worker.register("/offline.js");
      const { active } = await worker.ready;
      // It does not control a page whose request was under way when it became active, or that was force-reloaded.
      if (!worker.controller) active.postMessage("claim");
    };
    addEventListener("load", () => setTimeout(() => register().catch(() => {}), 2000));
    // A page that was there before the service worker tells what it has loaded. So does one whose service worker makes way
    // for a newer one: Chromium may drop what the former one is told at that moment.
    const first = !worker.controller;
    let late = first;
    const loaded = [];
    const told = [];
    const namesOf = (entries) => entries.map(({ name }) => name);
    const files = (names) => names.filter((name) => name.includes(assets));
    const own = new PerformanceObserver((list) => note(namesOf(list.getEntries())));
    const tell = () => {
      if (!worker.controller || /loading|failed/.test(root.dataset.state)) return;
      states.disconnect();
      loaded.push(...namesOf(own.takeRecords()));
      own.disconnect();
      const news = late ? loaded.splice(0) : [];
      told.push(...news);
      worker.controller.postMessage({ version: assets, loaded: news });
    };
    const states = new MutationObserver(tell);
    states.observe(root, { attributeFilter: ["data-state"] });
    const note = (names) => {
      loaded.push(...names);
      if (late) tell();
    };
    if (first) own.observe({ type: "resource", buffered: true });
    worker.addEventListener("controllerchange", () => {
      late = true;
      // The service worker of a former version may have been told instead.
      loaded.push(...told.splice(0));
      note(first ? [] : files(namesOf(performance.getEntriesByType("resource"))));
    });
    try {
      new BroadcastChannel("layerlab loads").addEventListener("message", ({ data }) => note(first ? data : files(data)));
    } catch {
      // As in boot.js.
    }
    worker.addEventListener("message", () => {
      if (kept) return;
      kept = true;
      online();
      failed();
    });
  }

  // Results of layerlab sweep.
  document.getElementById("sweep")?.addEventListener("toggle", () => load("results.js"));

  // A training that somebody waits for.
  const runs = document.getElementById("history");
  const trains = new MutationObserver(() => {
    if (root.dataset.state !== "training") return;
    load("away.js");
    if (runs) load("runs.js");
  });
  trains.observe(root, { attributeFilter: ["data-state"] });
  if (runs) runs.addEventListener("toggle", () => load("runs.js"));

  // An embedded page's link opens the full page, with nothing hidden or locked.
  const whole = document.getElementById("embed-open");
  if (whole) {
    whole.addEventListener("click", () => {
      const kept = location.hash.slice(1).split("&").filter((pair) => !/^(embed|\w+_(hide|fixed))=/.test(pair));
      whole.href = `/#${kept.join("&")}`;
    });
  }

  addEventListener("beforeprint", () => {
    document.querySelectorAll("p.printed-at").forEach((line) => (line.textContent = location.href));
  });
})();
