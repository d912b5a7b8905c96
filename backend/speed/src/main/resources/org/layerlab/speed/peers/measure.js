// What the other libraries' workers have in common: `contest(prepare)` takes what makes a figure's work. That work is a
// function that does some and tells how much; it is made once and kept.
"use strict";

self.contest = (prepare) => {
  const works = {};

  const rate = async (work, atLeast) => {
    let count = 0;
    const start = performance.now();
    let elapsed;
    do {
      const done = work();
      count += typeof done === "number" ? done : await done;
      elapsed = performance.now() - start;
    } while (elapsed < atLeast);
    return (1000 * count) / elapsed;
  };

  self.onmessage = async ({ data: { figure, milliseconds } }) => {
    try {
      works[figure] ??= await prepare(figure);
      const work = works[figure];
      // As LayerLab's own benchmark does: what comes first is not counted. One piece of the slowest takes many seconds.
      await rate(work, 250);
      self.postMessage({ type: "rate", rate: await rate(work, milliseconds) });
    } catch (error) {
      self.postMessage({ type: "failed", text: String(error && error.message || error) });
    }
  };
};

// Examples by rows, in [0, 1), the same in every run; and labels 0, 1, 0, 1 …
self.examples = (m, features) => {
  const X = new Float32Array(m * features);
  let state = 1;
  for (let i = 0; i < X.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    X[i] = (state >>> 8) / 0x1000000;
  }
  return X;
};
self.labels = (m) => Float32Array.from({ length: m }, (_, i) => i % 2);

self.LARGE = [12288, 800, 10, 1];
self.BATCH = 256;
self.CONVOLVED = 64;
self.POINTS = 300;

// `iterations-2-10-1` is about [2, 10, 1]; everything else about the large network.
self.layersOf = (figure) =>
  figure.startsWith("iterations-") ? figure.split("-").slice(1).map(Number) : LARGE;
