// The runs of this browser, newest first: kept in local storage as lines that the playground writes (PastRun.java), below a
// line with their version. page.js loads this file with the first training, or when the list is opened.
(() => {
  "use strict";
  const KEY = "layerlab.runs";
  const VERSION = "1";
  const MOST = 24;
  const MOST_TEXT = 250000;
  const LINE = /^(\d{1,16}) (true|false) (\d{1,8}) (\S{1,30}) (\S{1,30}) (\S{1,30}) (-|[A-Za-z0-9+/=]{1,60000}) ([\dNaIfinty.,eE+-]{1,6000}) (\S{1,12000})$/;
  const PARTS = ["started", "changed", "iteration", "cost", "train", "test", "picture", "curve", "link"];

  // State, without the page.

  // A line's parts, or null if it is malformed.
  const parse = (line) => {
    const match = LINE.exec(line);
    if (!match || Number(match[1]) > 8.64e15) return null;
    return { line, ...Object.fromEntries(PARTS.map((part, i) => [part, match[i + 1]])) };
  };

  // The runs of a text from storage; damaged lines are left out.
  const read = (text) => {
    const [version, ...lines] = (text || "").slice(0, 2 * MOST_TEXT).split("\n");
    return version === VERSION ? lines.map(parse).filter(Boolean).slice(0, MOST) : [];
  };

  // Whether a later version of this file wrote a text, which this one must not replace.
  const isLater = (text) => /^[2-9]\d?\n/.test(text || "");

  const write = (runs) => [VERSION, ...runs.map(({ line }) => line)].join("\n");

  // As many of the first runs as are kept.
  const newest = (runs) => {
    const all = runs.slice(0, MOST);
    while (all.length > 1 && write(all).length > MOST_TEXT) all.pop();
    return all;
  };

  // The runs with one more in front, in place of the same run as it stood before, or made before.
  const add = (runs, line) => {
    const run = parse(line);
    if (!run) return runs;
    const repeated = (one) =>
      one.link === run.link && one.iteration === run.iteration && one.changed === "false" && run.changed === "false";
    return newest([run, ...runs.filter((one) => one.started !== run.started && !repeated(one))]);
  };

  // The runs with others back in their places, unless the same run went on since.
  const back = (runs, others) => {
    const gone = others.filter((run) => !runs.some((one) => one.started === run.started));
    return newest([...runs, ...gone].sort((a, b) => b.started - a.started));
  };

  // The page.

  const texts = window.LayerLabTexts;
  const fill = (sentence, ...parts) => sentence.replace(/\{(\d)\}/g, (_, i) => parts[i]);
  const byId = (id) => document.getElementById(`history${id}`);
  // The list if this browser stores nothing; what was removed since the last Undo.
  let memory = null;
  let removed = [];
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      memory ??= [];
      return null;
    }
  };
  const runs = () => {
    const text = stored();
    return memory || read(text);
  };
  // If not all of them fit, as many of the newest as do.
  const keep = (all) => {
    if (!isLater(stored())) {
      const some = [...all];
      for (;;) {
        try {
          localStorage.setItem(KEY, write(some));
          memory = null;
          break;
        } catch {
          if (some.length < 2) {
            memory = all;
            break;
          }
          some.pop();
        }
      }
    }
    show();
  };
  const remove = (some) => {
    const all = runs();
    removed = back(all.filter((run) => some.includes(run.line)), removed);
    keep(all.filter((run) => !some.includes(run.line)));
    byId("-undo").focus();
  };

  const number = (value, digits) =>
    Number.isFinite(Number(value))
      ? texts.number(Number(value), digits)
      : value === "NaN"
        ? "–"
        : "∞";
  // The name of a data set as the form has it, in the page's language.
  const dataName = (id) => {
    if (id === "custom") return texts.of("Own points");
    const choice = [...document.querySelectorAll("input[name=dataset]")].find(({ value }) => value === id);
    return choice ? choice.parentElement.textContent.trim() + (/^tf-/.test(id) ? " (TensorFlow)" : "") : id;
  };
  const name = ({ link }) => {
    const pairs = new URLSearchParams(link);
    const [dataset, shape, rate, seed] = ["dataset", "networkShape", "learningRate", "seed"].map((key) => pairs.get(key));
    return fill(texts.of("{0}, hidden layers {1}, rate {2}, seed {3}"), dataName(dataset), shape || "0", rate, seed);
  };
  // What was changed as a run went; the link of a run from before has no counts.
  const changes = ({ link }) => {
    const counts = /^(\d{1,4}),(\d{1,4})$/.exec(new URLSearchParams(link).get("changes"));
    return counts
      ? fill(texts.of("changed during the run: {0} to settings, {1} to weights"), counts[1], counts[2])
      : texts.of("changed during the run");
  };
  const row = (run) => {
    const item = byId("-template").content.firstElementChild.cloneNode(true);
    const image = item.querySelector("img");
    image.hidden = run.picture === "-";
    if (!image.hidden) image.src = `data:image/jpeg;base64,${run.picture}`;
    item.querySelector("b").textContent = name(run);
    const notes = [
      fill(
        texts.of("{0} iterations · cost {1} · training {2} % · test {3} %"),
        number(run.iteration, 0),
        number(run.cost, 6),
        number(100 * run.train, 1),
        number(run.test === "NaN" ? "NaN" : 100 * run.test, 1),
      ),
      ...(run.changed === "true" ? [changes(run)] : []),
      new Date(Number(run.started)).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }),
    ];
    item.querySelector(".note").textContent = notes.join(" · ");
    const tell = (act) => document.dispatchEvent(new CustomEvent("pastrun", { detail: `${act} ${run.line}` }));
    for (const [act, then] of [
      ["again", () => tell("again")],
      ["pin", () => tell("pin")],
      ["away", () => remove([run.line])],
    ]) {
      const button = item.querySelector(`[data-${act}]`);
      button.setAttribute("aria-label", `${button.textContent}: ${name(run)}`);
      button.addEventListener("click", then);
    }
    return item;
  };
  // The runs in the list, and the button of one of them.
  let shown = [];
  const button = (run, act) => byId("-runs").children[shown.indexOf(run)]?.querySelector(`[data-${act}]`);
  // The run whose button has the focus, and which button that is.
  const used = () => {
    for (const run of shown) {
      const act = ["again", "pin", "away"].find((one) => button(run, one) === document.activeElement);
      if (act) return { run, act };
    }
    return null;
  };
  const show = () => {
    if (!byId("").open) return;
    const later = isLater(stored());
    const all = runs();
    const before = used();
    byId("-runs").replaceChildren(...all.map(row));
    shown = all;
    if (before) {
      // A run that was made again is in the list as it came out this time.
      const { run, act } = before;
      const now = all.find(({ started }) => started === run.started) || all.find(({ link }) => link === run.link);
      if (now) button(now, act).focus({ preventScroll: true });
    }
    byId("-clear").hidden = all.length === 0;
    byId("-undo").hidden = removed.length === 0;
    byId("-note").textContent = later
      ? texts.of("A newer version of LayerLab saved the runs in this browser. Reload the page.")
      : memory
        ? texts.of("This browser cannot store runs: the list is lost when you close the page.")
        : all.length === 0
          ? texts.of("No runs yet. A run appears here when it stops.")
          : fill(texts.of("The last {0} runs, kept in this browser only."), MOST);
  };

  byId("").addEventListener("toggle", show);
  byId("-clear").addEventListener("click", () => remove(runs().map(({ line }) => line)));
  byId("-undo").addEventListener("click", ({ target }) => {
    const byKeys = target.matches(":focus-visible");
    const [first] = removed;
    const all = back(runs(), removed);
    if (!isLater(stored())) removed = [];
    keep(all);
    // Beside the button, which goes away, is one that clears the list.
    const again = shown.find(({ started }) => started === first?.started);
    if (byKeys && again) button(again, "again").focus();
  });
  const waiting = window.LayerLabRuns || [];
  // A run that was removed comes back only once it has gone on.
  const push = (line) => {
    const run = parse(line);
    const gone = run && removed.some((one) => one.started === run.started && one.iteration === run.iteration);
    if (!gone) keep(add(runs(), line));
  };
  window.LayerLabRuns = { push, parse, read, write, add, back, isLater };
  waiting.forEach(push);
  show();
})();
