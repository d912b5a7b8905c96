// Shows the results of `layerlab sweep circles` in the playground's sweep: a cell for each combination, best first, and a
// click loads its run. The file may be anybody's: it is bounded, its texts are shown as text, and what it sets goes
// through the page's own link. page.js loads this file when the sweep is opened.
(() => {
  "use strict";
  const texts = window.LayerLabTexts;
  const MOST_BYTES = 16_000_000;
  const MOST_COMBINATIONS = 10_000;
  const MOST_CELLS = 96;
  const MOST_TEXT = 200;

  const place = document.getElementById("sweep");
  const grid = document.getElementById("sweep-grid");
  const error = document.getElementById("sweep-error");
  const start = document.getElementById("sweep-start");
  const fill = (sentence, ...parts) => sentence.replace(/\{(\d)\}/g, (mark, n) => parts[n]);
  const number = texts.number;

  class Refusal extends Error {}
  const refuse = (sentence, ...parts) => {
    throw new Refusal(fill(sentence, ...parts));
  };

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const short = (value) => (String(value).length > 60 ? `${String(value).slice(0, 60)}…` : String(value));
  // Settings are texts by key; anything else is not this program's file.
  const settingsOf = (value, where) => {
    if (!isObject(value)) refuse(texts.of("The results have no {0}"), where);
    const entries = Object.entries(value);
    for (const [key, text] of entries) {
      if (typeof text !== "string" || text.length > MOST_TEXT || key.length > MOST_TEXT) {
        refuse(texts.of("In the results, {0}.{1} is not text of at most {2} characters"), where, short(key), MOST_TEXT);
      }
    }
    return Object.fromEntries(entries);
  };

  // The fragment of the run that has these settings of the command line; null where the playground has no such run.
  const SAME = ["dataset", "learningRate", "iterations", "seed", "precision", "initialization", "batchSize", "optimizer", "schedule"];
  const fragmentOf = (settings) => {
    const layers = (settings.layers || "").split(",").map((layer) => layer.trim());
    const hidden = layers.slice(1, -1).map((layer) => /^(\d{1,5})([a-z]*)$/i.exec(layer));
    const last = /^(?:1|softmax(\d))$/.exec(layers[layers.length - 1]);
    const penalties = ["l1", "l2"].filter((key) => Number(settings[key]) !== 0);
    const isMomentum = settings.optimizer === "momentum" && settings.momentum !== "0.9";
    if (layers[0] !== "2" || !last || hidden.includes(null) || penalties.length > 1 || isMomentum) return null;
    if (Number(settings.dropout) !== 0) return null;
    const pairs = SAME.map((key) => [key, settings[key]]);
    pairs.push(["noise", 100 * Number(settings.noise)], ["trainSize", settings.points], ["testSize", settings.testPoints]);
    pairs.push(["networkShape", hidden.map((layer) => layer[1]).join(",")]);
    pairs.push(["activation", hidden.map((layer) => layer[2] || settings.activation).join(",") || settings.activation]);
    if (last[1]) pairs.push(["classCount", last[1]]);
    for (const key of penalties) pairs.push(["regularization", key.toUpperCase()], ["regularizationRate", settings[key]]);
    return pairs.map(([key, value]) => `${key}=${encodeURIComponent(String(value)).replace(/%2C/g, ",")}`).join("&");
  };

  // The combinations of a file, or a refusal that says what came and what is allowed.
  const read = (text) => {
    let json;
    try {
      json = JSON.parse(text);
    } catch {
      refuse(texts.of("The file is not JSON"));
    }
    if (!isObject(json) || json.format !== "layerlab-sweep" || json.version !== 1) {
      const came = isObject(json) ? `${json.format} ${json.version}` : typeof json;
      refuse(texts.of("The file’s format is {0}; sweep results have the format {1}"), short(came), "layerlab-sweep 1");
    }
    const command = isObject(json.search) ? json.search.command : undefined;
    if (command !== "circles") {
      refuse(texts.of("The results are from sweep {0}; the playground shows only those from sweep {1}"), short(command), "circles");
    }
    const { combinations } = json;
    if (!Array.isArray(combinations) || combinations.length === 0 || combinations.length > MOST_COMBINATIONS) {
      const count = Array.isArray(combinations) ? combinations.length : 0;
      refuse(texts.of("The results have {0} combinations; they must have 1 to {1}"), number(count), number(MOST_COMBINATIONS));
    }
    const base = settingsOf(json.base, "base");
    const seeds = Array.isArray(json.search.seeds) ? json.search.seeds : [];
    if (!Number.isSafeInteger(seeds[0])) refuse(texts.of("The results have no {0}"), "seeds");
    return combinations.slice(0, MOST_CELLS).map((one) => {
      const axes = settingsOf(isObject(one) ? one.settings : null, "settings");
      const validation = isObject(one.validation) ? one.validation : {};
      return {
        name: Object.entries(axes).map(([key, value]) => `${key}=${value}`).join(" "),
        score: Number.isFinite(validation.mean) ? validation.mean : null,
        state: one.state,
        fragment: fragmentOf({ ...base, ...axes, seed: String(seeds[0]) }),
      };
    }).map((cell) => ({ ...cell, isR2: json.score === "R2", total: combinations.length }));
  };

  const resultOf = (cell) => {
    if (cell.score !== null) return cell.isR2 ? `R² ${number(cell.score, 3)}` : `${number(100 * cell.score, 1)} %`;
    // An R² that is not defined is null in the file.
    if (cell.isR2 && cell.state === "done") return "R² –";
    return cell.state === "diverged" ? texts.of("diverged") : texts.of("waiting");
  };

  const button = (cell, rank) => {
    const one = document.getElementById("sweep-template").content.firstElementChild.cloneNode(true);
    one.querySelector("canvas").remove();
    one.querySelector(".sweep-result").textContent = resultOf(cell);
    const name = document.createElement("span");
    name.textContent = cell.name;
    name.style.overflowWrap = "anywhere";
    one.append(name);
    one.style.width = "auto";
    one.style.minWidth = 0;
    if (rank === 0 && cell.score !== null) {
      one.dataset.best = "";
      one.setAttribute("aria-label", fill(texts.of("{0}, best"), `${cell.name}: ${resultOf(cell)}`));
    }
    one.disabled = cell.fragment === null;
    if (one.disabled) one.title = texts.of("The playground does not have these settings");
    one.addEventListener("click", () => {
      location.hash = cell.fragment;
      document.getElementById("panel-plot").scrollIntoView({ block: "nearest" });
    });
    return one;
  };

  const found = document.createElement("div");
  found.id = "sweep-found";
  Object.assign(found.style, { display: "grid", gap: "6px", gridTemplateColumns: "repeat(auto-fill, minmax(140px, 1fr))" });
  const note = document.createElement("p");
  note.className = "note";
  note.id = "sweep-note";
  const clear = () => {
    note.textContent = "";
    found.replaceChildren();
  };
  const show = async (file) => {
    error.hidden = true;
    clear();
    try {
      if (file.size > MOST_BYTES) {
        refuse(texts.of("The file has {0} bytes; the limit is {1}"), number(file.size), number(MOST_BYTES));
      }
      const cells = read(await file.text().catch(() => refuse(texts.of("The file cannot be read"))));
      // These replace the page's own sweep; where it runs, its form ends it, as by another press of the button.
      if (start.textContent === texts.of("Stop")) form.dispatchEvent(new Event("submit", { cancelable: true }));
      grid.replaceChildren();
      document.getElementById("sweep-said").textContent = "";
      found.replaceChildren(...cells.map(button));
      note.textContent = fill(texts.of("{0} of {1} combinations, best first"), number(cells.length), number(cells[0].total));
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      error.textContent = `${failure.message}.`;
      error.hidden = false;
    }
  };

  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  input.hidden = true;
  input.id = "sweep-file";
  input.dataset.testid = "sweep-file";
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) show(file);
    input.value = "";
  });
  const open = document.createElement("button");
  open.type = "button";
  open.className = "button";
  open.dataset.testid = "sweep-results";
  open.textContent = texts.of("Open results");
  open.title = texts.of("Open the results file of layerlab sweep circles, or drop it here");
  open.addEventListener("click", () => input.click());
  const form = document.getElementById("sweep-form");
  form.append(open, input);
  form.addEventListener("submit", clear);
  place.append(note, found);

  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    show(file);
  });
})();
