// ConvNetJS: takes one example after the other and updates after a batch. Of two classes, for it has no single sigmoid.
"use strict";

// It puts itself into the window, which a worker has none of.
self.window = self;
importScripts(assets + "/peers/convnet-min.js");

contest((figure) => {
  const layers = layersOf(figure);
  const fullBatch = figure !== "train-photos";
  const m = fullBatch ? POINTS : BATCH;
  const features = layers[0];
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: features },
    ...layers.slice(1, -1).map((n) => ({ type: "fc", num_neurons: n, activation: "relu" })),
    { type: "softmax", num_classes: 2 },
  ]);
  const trainer = new convnetjs.Trainer(net, {
    method: "sgd", learning_rate: 0.01, momentum: 0, l2_decay: 0, batch_size: m,
  });
  const X = examples(m, features);
  const rows = Array.from({ length: m }, (_, i) => {
    const row = new convnetjs.Vol(1, 1, features, 0);
    row.w.set(X.subarray(i * features, (i + 1) * features));
    return row;
  });
  return () => {
    rows.forEach((row, i) => trainer.train(row, i % 2));
    return fullBatch ? 1 : m;
  };
});

self.postMessage({ type: "awake" });
