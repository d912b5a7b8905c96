// Puts the sentences of another language into the page, and gives the programs those that they ask for. language.js loads
// this file unless the page is in English.
window.LayerLabTranslate = (texts) => {
  "use strict";
  const TITLED = ["title", "aria-label", "placeholder", "alt", "data-loading", "data-failed"];
  const SILENT = "script, style, code, pre, svg";
  const has = (sentence) => Object.hasOwn(texts, sentence);
  const of = (sentence) => (has(sentence) ? texts[sentence] : sentence);
  const fill = (sentence, parts) => sentence.replace(/\{(\d)\}/g, (mark, n) => parts[n] ?? mark);

  // Sentences that arrive complete, from the worker or the server, are matched against the English patterns.
  // Patterns with few letters, such as "{0} of {1}", would match too much. Of a name and a value, the name may have
  // several words: "learning rate -1 is not …".
  const FEWEST_LETTERS = 7;
  // "December 3, 2026" is a day of the calendar in Greenwich.
  const root = document.documentElement;
  const DAY = /^[A-Z][a-z]+ \d{1,2}, \d{4}$/;
  const LONG = { dateStyle: "long", timeZone: "UTC" };
  let patterns = null;
  const compile = () =>
    Object.keys(texts)
      .filter((key) => key.includes("{0}") && key.replace(/\{\d\}|[^a-z]/gi, "").length >= FEWEST_LETTERS)
      .sort((a, b) => b.replace(/\{\d\}/g, "").length - a.replace(/\{\d\}/g, "").length)
      .map((key) => {
        const order = [];
        const source = key
          .split(/\{(\d)\}/)
          .map((part, i, all) =>
            i % 2 ? (order.push(part), all[i + 1] === " " ? "(.*)" : "(.*?)") : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
          )
          .join("");
        return { key, order, pattern: new RegExp(`^${source}$`, "s") };
      });
  const said = (text) => {
    // Some say several sentences, one a line.
    if (text.includes("\n")) return text.trim().split("\n").map(said).join(" ");
    const [, before, core, after] = /^(\s*)(.*?)(\s*)$/s.exec(text);
    if (has(core)) return before + texts[core] + after;
    if (DAY.test(core)) return before + new Date(`${core} UTC`).toLocaleDateString(root.lang, LONG) + after;
    // A worker knows no language, and groups digits as English does.
    if (!/[a-z]{2}/i.test(core)) return /^\d{1,3}(,\d{3})+$/.test(core) ? text.replaceAll(",", "\u202f") : text;
    patterns ||= compile();
    for (const { key, order, pattern } of patterns) {
      const found = pattern.exec(core);
      if (found) {
        const parts = [];
        order.forEach((n, i) => (parts[n] = said(found[i + 1])));
        return before + fill(texts[key], parts) + after;
      }
    }
    return text;
  };

  // An element's own text, in which {0}, {1}, … stand for the elements inside, except those at its ends. The backend's
  // TextsTest reads the pages by the same rule.
  const sentenceIn = (element) => {
    const nodes = [...element.childNodes].filter((node) => node.nodeType === 1 || node.nodeType === 3);
    const blank = (node) => node.nodeType === 1 || !node.data.trim();
    const first = nodes.findIndex((node) => !blank(node));
    if (first < 0) return null;
    const last = nodes.findLastIndex((node) => !blank(node));
    const run = nodes.slice(first, last + 1);
    const within = run.filter((node) => node.nodeType === 1);
    const key = run
      .map((node) => (node.nodeType === 1 ? `{${within.indexOf(node)}}` : node.data))
      .join("")
      .replace(/\s+/g, " ")
      .trim();
    return { key, run, within };
  };

  // What the server wrote into the page: told like what arrives later.
  const tell = (element) => {
    const told = said(element.textContent);
    if (told !== element.textContent) element.removeAttribute("lang");
    element.textContent = told;
  };

  const translate = (element) => {
    if (element.matches("[data-said]")) tell(element);
    if (element.matches("[translate=no], [data-only]")) return;
    for (const name of TITLED) {
      if (element.hasAttribute(name)) element.setAttribute(name, of(element.getAttribute(name)));
    }
    if (element.matches(SILENT)) return;
    const sentence = sentenceIn(element);
    if (sentence && has(sentence.key)) {
      const { run, within } = sentence;
      const before = /^\s*/.exec(run[0].data || "")[0];
      const after = /\s*$/.exec(run[run.length - 1].data || "")[0];
      const parts = of(sentence.key)
        .split(/\{(\d)\}/)
        // A template's own {2} is no element.
        .map((part, i) => (i % 2 ? (within[part] ?? `{${part}}`) : part));
      const place = document.createTextNode("");
      run[0].before(place);
      run.forEach((node) => node.remove());
      place.before(before, ...parts, after);
      place.remove();
    }
    [...element.children].forEach(translate);
    if (element.content) [...element.content.children].forEach(translate);
  };

  document.title = of(document.title);
  [...document.body.children].forEach(translate);
  return { of, said };
};
