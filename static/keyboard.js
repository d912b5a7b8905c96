// Keeps a keyboard's place in the page, and lets single-letter shortcuts be turned off. page.js loads this file with the
// first focus or key.
(() => {
  "use strict";
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']";

  // A control may hide, disable or remove itself when it is pressed. Browsers then let the focus fall to the top of the
  // page. Here it goes to what stands where the control stood.
  let held = null;
  // The elements around the control, from the innermost, each with the index of its child that the control is in.
  let around = [];
  const hold = (element) => {
    held = element;
    around = [];
    for (let child = held; child?.parentElement; child = child.parentElement) {
      const parent = child.parentElement;
      around.push({ parent, index: [...parent.children].indexOf(child) });
    }
  };
  const lost = (element) => !element.isConnected || element.disabled || element.closest("[hidden]") !== null;
  const reachable = (element) => !lost(element) && element.tabIndex >= 0 && element.getClientRects().length > 0;
  const successor = () => {
    // A list that was filled again has another child in the control's place, or its last one nearest to it.
    const { parent, index } = around.find((place) => place.parent.isConnected);
    const there = held.isConnected ? held : parent.children[index] || parent.lastElementChild || parent;
    const follows = (element) =>
      there === element || there.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    for (let within = held.isConnected ? held.parentElement : parent; within; within = within.parentElement) {
      const candidates = [...within.querySelectorAll(FOCUSABLE)].filter(reachable);
      if (candidates.length) return candidates.find(follows) || candidates.at(-1);
    }
    return null;
  };
  const check = () => {
    const now = document.activeElement;
    if (!held) return;
    if (now && now !== document.body && !lost(now)) {
      // Its index may be another now.
      if (now === held) hold(held);
      return;
    }
    // Whoever clicks beside a control has left it.
    if (lost(held)) successor()?.focus();
    else hold(null);
  };
  document.addEventListener("focusin", ({ target }) => hold(target.matches(":focus-visible") ? target : null));
  // Whoever presses a key where a mouse has left the focus goes on by keys.
  const press = () => hold(document.activeElement === document.body ? null : document.activeElement);
  document.addEventListener("keydown", press, true);
  document.addEventListener("focusout", ({ target }) => {
    queueMicrotask(check);
    if (target.getAttribute("aria-disabled") !== "true") return;
    target.disabled = true;
    target.removeAttribute("aria-disabled");
  });
  new MutationObserver(check).observe(document.body, {
    attributeFilter: ["hidden", "disabled"],
    childList: true,
    subtree: true,
  });
  hold(document.activeElement.matches(":focus-visible") ? document.activeElement : null);

  // A button that keeps the focus where it can do no more: see Dom.disable.
  addEventListener(
    "click",
    (event) => {
      if (event.target.closest?.("[aria-disabled='true']")) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );

  // Chromium leaves out the comma of a number where its own language has decimal points: 0,05 would be 5. In whole numbers
  // it separates thousands.
  const points = navigator.vendor === "Google Inc." && !new Intl.NumberFormat().format(1.5).includes(",");
  addEventListener("beforeinput", (event) => {
    if (!points || event.data !== "," || event.target.step !== "any") return;
    event.preventDefault();
    document.execCommand("insertText", false, ".");
  });

  // Whoever speaks to the computer types letters that were meant for other programs.
  const KEY = "layerlab.letters";
  const box = document.getElementById("letter-keys");
  if (!box) return;
  try {
    box.checked = localStorage.getItem(KEY) !== "off";
  } catch {
    // Then for this visit.
  }
  box.addEventListener("change", () => {
    try {
      box.checked ? localStorage.removeItem(KEY) : localStorage.setItem(KEY, "off");
    } catch {
      // Then for this visit.
    }
  });
  addEventListener(
    "keydown",
    (event) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain && !box.checked && /^\p{L}$/u.test(event.key) && !event.target.closest("input, select, textarea")) {
        event.stopImmediatePropagation();
      }
    },
    true,
  );
})();
