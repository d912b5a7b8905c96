// Explains controls to keyboard and touch users. Where the glossary has the term that a control is about, its hint ends
// with a link there, which F1 opens, too, in a tab of its own. page.js loads this file with the first focus or touch.
(() => {
  "use strict";
  // A line a term: the id of its heading in Help, and the controls and texts that it explains.
  const TERMS = {
    activation: "#activation, [id^=activation-]",
    batch: "#batch-size, #train-batch",
    calibration: "#train-validation",
    "confusion-matrix": "#confusion .cell",
    convolution: "#train-layers",
    cost: "#stop-cost, #lesson-goalCost",
    dropout: "#train-dropout",
    "early-stopping": "#stop-patience, #train-patience",
    epoch: "#step-epoch, #train-epochs, #train-unit",
    features: "#features, #features input",
    "gradient-descent": "#gradient-check",
    "hidden-layer": "#network-shape, #layer-add, #layer-remove, #sweep-widths",
    initialization: "#initialization, #train-initialization",
    iteration: "#iterations, #step, #sweep-iterations",
    "learning-rate": "#learning-rate, #train-learning-rate, #sweep-rates",
    "learning-rate-schedule": "#schedule, #train-schedule",
    noise: "#noise",
    "noise-limit": "#bayes-note",
    optimizer: "#optimizer, #train-optimizer",
    precision: "#precision",
    regularization: "#regularization, #regularization-rate, #train-l2",
    seed: "#seed, #train-seed",
    "test-data": "#test-size, #show-test-data, #perc-train-data",
  };
  const texts = window.LayerLabTexts;
  const termOf = (control) => Object.keys(TERMS).find((term) => control.closest(TERMS[term]));
  const address = (term) => `/help#${term}`;

  const link = document.createElement("a");
  link.target = "_blank";
  link.rel = "noopener";
  // Keyboards have F1: the way from control to control stays as short as it was.
  link.tabIndex = -1;
  const key = document.createElement("kbd");
  key.textContent = "F1";

  // The browser shows a control's title to mouse users; for keyboard and touch users it appears below the control.
  const hint = document.createElement("p");
  hint.className = "hint";
  const says = document.createElement("span");
  hint.hidden = true;
  // Screen readers read the title already.
  hint.setAttribute("aria-hidden", "true");
  let shownFor = null;
  const place = () => {
    const box = shownFor.getBoundingClientRect();
    const below = box.bottom + 8 + hint.offsetHeight < innerHeight - (matchMedia("(max-width: 39.9375em)").matches ? 76 : 8);
    const left = Math.min(box.left, innerWidth - hint.offsetWidth - 12);
    hint.style.setProperty("--x", `${Math.round(Math.max(12, left))}px`);
    hint.style.setProperty("--y", `${Math.round(below ? box.bottom + 8 : box.top - hint.offsetHeight - 8)}px`);
  };
  // A mouse reaches the link from the control that the hint is for. Whoever comes from elsewhere means what is covered.
  const reach = (reached) => hint.toggleAttribute("data-reached", reached);
  const isOver = (element, gap, { clientX, clientY }) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return clientX >= left - gap && clientX <= right + gap && clientY >= top - gap && clientY <= bottom + gap;
  };
  const hide = () => {
    hint.hidden = true;
    shownFor = null;
  };
  // Adds the link to the glossary, where it has the term.
  const lead = (control) => {
    const term = termOf(control);
    if (!term) return;
    link.href = address(term);
    link.textContent = texts.of("More in Help");
    hint.append(" ", link, " ", key);
    if (control === document.activeElement) control.setAttribute("aria-keyshortcuts", "F1");
  };
  const show = (control) => {
    const titled = control.closest("[title]:not(iframe)");
    const box = control.getBoundingClientRect();
    if (!titled || !titled.title || box.width === 0) return;
    shownFor = box.width < 2 && control.labels && control.labels[0] ? control.labels[0] : control;
    says.textContent = titled.title;
    hint.replaceChildren(says);
    // Inside an open dialog, which covers everything else.
    (control.closest("dialog") || document.body).append(hint);
    hint.hidden = false;
    reach(shownFor.matches(":hover"));
    lead(control);
    place();
  };
  const focused = () => {
    hide();
    const control = document.activeElement;
    if (control.matches(":focus-visible, select")) show(control);
  };
  document.addEventListener("focusin", focused);
  document.addEventListener("focusout", hide);
  // A text that explains itself to the mouse does so to a finger.
  document.addEventListener("click", ({ target }) => {
    if (target.closest("a, button, input, select, textarea, label, summary, canvas")) return;
    hide();
    const text = target.closest("main [title]");
    if (text) show(text);
  });
  document.addEventListener("pointermove", (event) => {
    if (!shownFor || event.pointerType === "touch") return;
    if (isOver(shownFor, 8, event)) reach(true);
    else if (!isOver(hint, 0, event)) reach(false);
    else if (!hint.matches("[data-reached]")) hide();
  });
  // A click on the hint takes the focus from nothing.
  hint.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("input", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", () => shownFor && place(), { passive: true, capture: true });
  document.addEventListener("keydown", (event) => {
    const term = event.key === "F1" && termOf(document.activeElement);
    if (!term) return;
    event.preventDefault();
    open(address(term), "_blank", "noopener");
  });
  focused();
})();
