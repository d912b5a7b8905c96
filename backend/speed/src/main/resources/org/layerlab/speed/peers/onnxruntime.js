// onnxruntime-web with the network that LayerLab itself writes as ONNX.
"use strict";

importScripts(assets + "/peers/ort.wasm.min.js");

(async () => {
  ort.env.wasm.numThreads = options.threads;
  ort.env.wasm.wasmPaths = {
    mjs: assets + "/peers/ort-wasm-simd-threaded.mjs",
    wasm: assets + "/peers/ort-wasm-simd-threaded.wasm",
  };
  const session = await ort.InferenceSession.create(assets + "/peers/large.onnx", { executionProviders: ["wasm"] });
  const X = new ort.Tensor("float32", examples(1, LARGE[0]), [1, LARGE[0]]);
  contest(() => async () => {
    await session.run({ X });
    return 1;
  });
  self.postMessage({ type: "awake" });
})().catch((error) => self.postMessage({ type: "failed", text: String(error.message || error) }));
