// For whoever looks at another tab while a network trains: the title says when it is done, and so does a notification
// where the reader has asked for one. A run is not left without a question: what a reload loses is all of it, or what
// came after the last checkpoint. While photos are learned from, the screen stays on. page.js loads this file with the
// first training.
(() => {
  "use strict";
  const root = document.documentElement;
  const texts = window.LayerLabTexts;
  const DONE = "✓ ";

  // A shorter run is as quickly made again.
  const LONG_MS = 10_000;
  let began = Date.now();
  // How long the playground's run was trained before it came to stand still.
  let lasted = 0;

  // Trainings on photos are kept in this browser, and resumed. They last: a notification is offered beside Stop.
  let notifies = false;
  // Whether somebody's own photos are read, which is no training.
  let reads = false;
  const ask = document.createElement("button");
  ask.type = "button";
  ask.className = "button";
  ask.id = "notify";
  ask.dataset.testid = "notify";
  ask.textContent = texts.of("Notify me");
  ask.title = texts.of("Shows a notification if training ends while you’re looking at something else");
  ask.addEventListener("click", async () => {
    const answer = await Notification.requestPermission();
    // Whoever closed the question may be asked again.
    if (answer === "default") return;
    notifies = answer === "granted";
    ask.textContent = notifies ? texts.of("You will be notified") : texts.of("Your browser blocks notifications");
    ask.disabled = true;
  });
  const offer = () => {
    const stop = document.getElementById("stop");
    if (stop && !reads && window.Notification && isSecureContext) stop.after(ask);
  };
  const notify = async () => {
    const title = texts.of("Training finished.");
    const how = { body: document.title, data: location.pathname };
    try {
      const note = new Notification(title, how);
      note.onclick = () => window.focus();
    } catch {
      // On Android, only a service worker can: offline.js hears the tap.
      await (await navigator.serviceWorker.getRegistration())?.showNotification(title, how);
    }
  };

  const seen = () => {
    if (!document.hidden && document.title.startsWith(DONE)) document.title = document.title.slice(DONE.length);
  };
  const ended = (failed) => {
    ask.remove();
    if (!document.hidden || failed) return;
    if (!document.title.startsWith(DONE)) document.title = DONE + document.title;
    if (notifies && !reads) notify().catch(() => {});
  };

  // A phone that nobody touches goes dark, and then holds its pages. Out of sight, the browser itself releases the lock.
  let training = false;
  let lock = Promise.resolve();
  const stayOn = () => {
    if (root.dataset.page !== "train") return;
    lock = lock
      .then(async (held) => {
        const wanted = training && !document.hidden;
        if (held && !held.released) {
          if (wanted) return held;
          await held.release();
        }
        return wanted ? navigator.wakeLock.request("screen") : undefined;
      })
      .catch(() => {
        // Not in this browser, or not now: the battery may be low.
      });
  };

  // A training that fails says why as it ends.
  const message = document.getElementById("message");
  const isProblem = ({ target }) => message.contains(target) && !message.hidden && message.dataset.kind === "problem";

  const isNew = () => document.getElementById("iteration")?.textContent === "0";

  const look = (changes) => {
    const now = root.dataset.state === "training";
    if (now === training) return;
    training = now;
    stayOn();
    if (now) {
      began = Date.now();
      if (isNew()) lasted = 0;
      reads = document.getElementById("train-status")?.textContent === texts.of("Looking through the files …");
      offer();
    } else {
      lasted += Date.now() - began;
      ended(changes.some(isProblem));
    }
  };
  const changed = new MutationObserver(look);
  changed.observe(root, { attributeFilter: ["data-state"] });
  changed.observe(message, { attributeFilter: ["hidden"], subtree: true, childList: true });
  document.addEventListener("visibilitychange", seen);
  document.addEventListener("visibilitychange", stayOn);
  look([]);

  addEventListener("beforeunload", (event) => {
    const { page } = root.dataset;
    const loses = page === "playground" || page === "train";
    // A run that stands still comes back after a reload, unless the playground says that the tab keeps nothing.
    const stands = "forgets" in root.dataset && lasted >= LONG_MS && !isNew();
    if (training ? loses && Date.now() - began >= LONG_MS : stands) event.preventDefault();
  });
})();
