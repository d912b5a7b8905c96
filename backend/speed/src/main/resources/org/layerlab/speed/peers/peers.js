// Runs in LayerLab's own page. Every contestant computes in a worker of its own and only while it is asked to, so they
// all meet the same browser and the same machine, in turns.
(() => {
  "use strict";
  const assets = new URL(document.documentElement.dataset.assets, location.href).href;

  const answer = (worker, isIt) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.type === "failed") reject(new Error(data.text));
        else if (isIt(data)) resolve(data);
      };
      worker.onerror = (event) => reject(new Error(event.message || "the worker could not be loaded"));
    });

  // LayerLab by the page's own engine, on a page of its own for every number of threads.
  const ours = async (threads) => {
    const frame = document.createElement("iframe");
    frame.src = `/bench#threads=${threads}`;
    document.body.append(frame);
    await new Promise((loaded) => { frame.onload = loaded; });
    const state = frame.contentDocument.documentElement.dataset;
    while (state.state !== "ready") {
      if (state.state === "failed") throw new Error("LayerLab's page failed");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (Number(state.threads) !== threads) {
      throw new Error(`LayerLab computes on ${state.threads} thread(s) where it was asked for ${threads}`);
    }
    const worker = frame.contentWindow.LayerLab.worker();
    await answer(worker, (data) => data.type === "awake");
    // Forward and gradient of [12288, 800, 10, 1]; the first layer passes nothing back.
    const flopsOfOnePhoto = 4 * 800 * 12288 + 6 * (10 * 800 + 10);
    return async (figure) => {
      // What is measured on several numbers of threads is called by that number too.
      const name = figure === "limit-photos" ? `limit-${threads}`
        : /^(train|one-photo)/.test(figure) ? `${figure}-${threads}` : figure;
      worker.postMessage({ type: "bench", text: name });
      const { number, unit } = await answer(worker, (data) => data.type === "measured");
      await answer(worker, (data) => data.type === "finished");
      return unit === "ms" ? 1000 / number
        : unit === "GFLOP/s" ? number * 1e9 / flopsOfOnePhoto : number;
    };
  };

  // Another library, by one of the scripts beside this one.
  const other = async (script, options) => {
    const lines = `self.assets = ${JSON.stringify(assets)}; self.options = ${JSON.stringify(options)};
      importScripts(assets + "/peers/measure.js", assets + "/peers/${script}");`;
    const worker = new Worker(URL.createObjectURL(new Blob([lines], { type: "text/javascript" })));
    await answer(worker, (data) => data.type === "awake");
    return async (figure, milliseconds) => {
      worker.postMessage({ figure, milliseconds });
      return (await answer(worker, (data) => data.type === "rate")).rate;
    };
  };

  const open = {
    "ours-1": () => ours(1),
    "ours-2": () => ours(2),
    "tensorflow-wasm-1": () => other("tensorflow.js", { backend: "wasm", threads: 1 }),
    "tensorflow-wasm-2": () => other("tensorflow.js", { backend: "wasm", threads: 2 }),
    "tensorflow-cpu": () => other("tensorflow.js", { backend: "cpu", threads: 1 }),
    "jax-1": () => other("jax.js", { threads: 1 }),
    "jax-2": () => other("jax.js", { threads: 2 }),
    convnet: () => other("convnet.js", {}),
    "onnxruntime-1": () => other("onnxruntime.js", { threads: 1 }),
    "onnxruntime-2": () => other("onnxruntime.js", { threads: 2 }),
  };
  const opened = {};

  // The rate of one contestant at one figure, in what that counts a second, over about this many milliseconds.
  window.peers = {
    measure: async (contestant, figure, milliseconds) => {
      opened[contestant] ??= open[contestant]();
      return (await opened[contestant])(figure, milliseconds);
    },
  };
})();
