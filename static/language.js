// Sets the page's language before the first paint. Pages and programs are in English; static/texts/ has a file for each
// other language, keyed by the English sentence. It is fetched when needed, and the page is shown once its sentences are
// in place. The language comes from `lang=` in the fragment (for this tab), else from the choice in the header (stored),
// else it is the first of the browser's languages that we have.
(() => {
  "use strict";
  const root = document.documentElement;
  const SPOKEN = ["en", "de", "es"];
  const KEY = "layerlab.language";
  const TITLED = ["title", "aria-label", "placeholder", "alt", "data-loading", "data-failed"];
  const SILENT = "script, style, code, pre, svg";

  // Storage throws where the browser forbids it; the choice then lasts until the page is closed.
  const stored = (storage, act) => {
    try {
      return act(storage());
    } catch {
      return null;
    }
  };
  const kept = (storage) => stored(storage, (place) => place.getItem(KEY));
  const local = () => localStorage;
  const session = () => sessionStorage;

  const PAIR = /(^#|&)lang=([^&]*)&?/;
  const linked = (PAIR.exec(location.hash) || [])[2];
  if (SPOKEN.includes(linked)) stored(session, (place) => place.setItem(KEY, linked));
  const language =
    [linked, kept(session), kept(local), ...(navigator.languages || []).map((tag) => tag.slice(0, 2).toLowerCase())]
      .find((one) => SPOKEN.includes(one)) || "en";
  root.lang = language;
  // The chart library writes numbers in the browser's language. Without one, WebKitGTK calls it "C", which is none.
  Object.defineProperty(navigator, "language", { value: language });

  let texts = {};
  const has = (sentence) => Object.hasOwn(texts, sentence);
  const of = (sentence) => (has(sentence) ? texts[sentence] : sentence);
  const fill = (sentence, parts) => sentence.replace(/\{(\d)\}/g, (mark, n) => parts[n] ?? mark);

  // Numbers as the programs write them (NumberFormat): a decimal point, and in other languages narrow spaces for commas.
  const number = (value, digits = 0) =>
    value
      .toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })
      .replaceAll(",", root.lang === "en" ? "," : "\u202f");

  // Sentences that arrive complete, from the worker or the server, are matched against the English patterns.
  // Patterns with few letters, such as "{0} of {1}", would match too much. Of a name and a value, the name may have
  // several words: "learning rate -1 is not …".
  const FEWEST_LETTERS = 7;
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
    if (language === "en") return text;
    const [, before, core, after] = /^(\s*)(.*?)(\s*)$/s.exec(text);
    if (has(core)) return before + texts[core] + after;
    if (!/[a-z]{2}/i.test(core)) return text;
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

  const translate = (element) => {
    if (element.matches("[translate=no]")) return;
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
        .map((part, i) => (i % 2 ? within[part] : part));
      const place = document.createTextNode("");
      run[0].before(place);
      run.forEach((node) => node.remove());
      place.before(before, ...parts, after);
      place.remove();
    }
    [...element.children].forEach(translate);
    if (element.content) [...element.content.children].forEach(translate);
  };

  const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  const chosen = async () => {
    if (language === "en") return;
    root.dataset.texts = "loading";
    try {
      const answer = await fetch(`${root.dataset.assets}/texts/${language}.json`);
      if (!answer.ok) throw new Error(`${answer.status}`);
      texts = await answer.json();
    } catch (error) {
      // English is better than nothing.
      root.lang = "en";
      console.warn(`LayerLab speaks English: ${language}.json could not be loaded (${error.message})`);
    }
    await parsed;
    document.title = of(document.title);
    [...document.body.children].forEach(translate);
    delete root.dataset.texts;
  };
  const ready = chosen();

  parsed.then(() => {
    // An article is in the page in each language, with the same ids. What stays is shown in whatever language the rest
    // of the page is.
    const articles = document.querySelectorAll("[data-language]");
    for (const one of articles) {
      if (one.dataset.language === language) delete one.dataset.language;
      else one.remove();
    }
    if (articles[0]) ready.then(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
    const choice = document.getElementById("language");
    choice.value = root.lang;
    choice.addEventListener("change", () => {
      stored(session, (place) => place.removeItem(KEY));
      stored(local, (place) => place.setItem(KEY, choice.value));
      const fragment = location.hash.replace(PAIR, "$1").replace(/&$/, "");
      history.replaceState(null, "", location.pathname + location.search + (fragment === "#" ? "" : fragment));
      location.reload();
      // Where a long run asks whether to leave, the reader may stay.
      choice.value = root.lang;
    });
  });

  window.LayerLabTexts = { ready, of, said, number };
})();
