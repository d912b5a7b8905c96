// Sets the page's language before the first paint. Pages and programs are in English; static/texts/ has a file for each
// other language, keyed by the English sentence. It and translate.js are loaded when needed, and the page is shown once
// its sentences are in place. The language comes from `lang=` in the fragment (for this tab), else from the choice in the
// header (stored), else it is the first of the browser's languages that we have.
(() => {
  "use strict";
  const root = document.documentElement;
  const SPOKEN = ["en", "de", "es"];
  const KEY = "layerlab.language";

  // Storage throws where the browser forbids it; the choice is then in the fragment, and lasts as long as that.
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
  const wanted = () =>
    [linked, kept(session), kept(local), ...(navigator.languages || []).map((tag) => tag.slice(0, 2).toLowerCase())]
      .find((one) => SPOKEN.includes(one)) || "en";
  const language = wanted();
  root.lang = language;
  // The chart library writes numbers in the browser's language. Without one, WebKitGTK calls it "C", which is none.
  Object.defineProperty(navigator, "language", { value: language });

  // Numbers as the programs write them (NumberFormat): a decimal point, and in other languages narrow spaces for commas.
  const number = (value, digits = 0) =>
    value
      .toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })
      .replaceAll(",", root.lang === "en" ? "," : "\u202f");

  // The choice was made with keys, before the page was loaded again.
  const keyed = history.state === KEY;
  if (keyed) history.replaceState(null, "");

  const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  const chosen = async () => {
    if (language === "en") return;
    root.dataset.texts = "loading";
    const { assets } = root.dataset;
    const early = document.createElement("link");
    Object.assign(early, { rel: "preload", as: "script", href: `${assets}/translate.js` });
    document.head.append(early);
    try {
      const answer = await fetch(`${assets}/texts/${language}.json`);
      if (!answer.ok) throw new Error(`${answer.status}`);
      // Where the browser has Trusted Types, boot.js has allowed scripts by then.
      await parsed;
      const script = document.createElement("script");
      script.src = `${assets}/translate.js`;
      await new Promise((done, failed) => {
        script.onload = done;
        script.onerror = () => failed(new Error("translate.js"));
        document.head.append(script);
      });
      Object.assign(window.LayerLabTexts, window.LayerLabTranslate(await answer.json()));
    } catch (error) {
      // English is better than nothing.
      root.lang = "en";
      console.warn(`LayerLab speaks English: ${language}.json could not be loaded (${error.message})`);
    }
    delete root.dataset.texts;
  };
  const ready = chosen();

  // Of a page that Back shows again, it may have been chosen on another one since. Where there may be work to lose, the
  // page stays as it is.
  addEventListener("pageshow", ({ persisted }) => {
    const { program, page } = root.dataset;
    if (persisted && (!program || page === "learn") && wanted() !== language) location.reload();
  });

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
    if (keyed) ready.then(() => choice.focus());
    // When a key was pressed last, and whether what keys have chosen is still to be spoken.
    let pressed = 0;
    let waits = false;
    const speak = () => {
      const state = waits || choice.matches(":focus-visible") ? KEY : null;
      waits = false;
      stored(session, (place) => place.removeItem(KEY));
      const isKept = stored(local, (place) => place.setItem(KEY, choice.value)) !== null;
      const fragment = location.hash.replace(PAIR, "$1").replace(/&$/, "");
      const pair = isKept ? "" : `${fragment[1] ? "&" : "#"}lang=${choice.value}`;
      history.replaceState(state, "", location.pathname + location.search + (fragment === "#" ? "" : fragment) + pair);
      location.reload();
      // Where a long run asks whether to leave, the reader may stay.
      choice.value = root.lang;
    };
    // With a closed list, each arrow key or letter chooses at once. That counts with Enter, or when the list is left.
    choice.addEventListener("keydown", ({ key }) => {
      if (key !== "Enter") pressed = Date.now();
      else if (waits) speak();
    });
    choice.addEventListener("blur", () => waits && speak());
    choice.addEventListener("change", () => {
      if (Date.now() - pressed < 100) waits = choice.value !== root.lang;
      else speak();
    });
  });

  // English as it came. Some say several sentences, one a line.
  const of = (sentence) => sentence;
  const said = (text) => (text.includes("\n") ? text.trim().split("\n").join(" ") : text);
  window.LayerLabTexts = { ready, of, said, number };
})();
