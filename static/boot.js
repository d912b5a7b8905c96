// Starts the network's code, as a page or as that page's worker: the WebAssembly build where the browser has WasmGC,
// the JavaScript build elsewhere. `engine=js` or `engine=wasm` in the address forces one.
(() => {
  "use strict";
  const inWorker = typeof document === "undefined";
  const assets = inWorker ? self.location.pathname.replace(/\/[^/]*$/, "") : document.documentElement.dataset.assets;

  // The smallest module with a garbage-collected type.
  const hasWasmGC = () =>
    typeof WebAssembly === "object" &&
    WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 3, 1, 95, 0]));

  const chosen = () => {
    if (inWorker) return self.name;
    const asked = /[#?&]engine=(js|wasm)/.exec(location.search + location.hash);
    return asked ? asked[1] : hasWasmGC() ? "wasm" : "js";
  };

  const load = (file) => {
    if (inWorker) {
      importScripts(`${assets}/${file}`);
      return Promise.resolve();
    }
    return new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.src = `${assets}/${file}`;
      script.onload = loaded;
      script.onerror = () => failed(new Error(`${file} could not be loaded`));
      document.head.append(script);
    });
  };

  const start = async (engine, args) => {
    if (engine === "wasm") {
      await load("classes.wasm-runtime.js");
      const app = await TeaVM.wasmGC.load(`${assets}/app.wasm`);
      await app.exports.main(args);
    } else {
      await load("app.js");
      await globalThis.main(args);
    }
  };

  if (inWorker) {
    // The page hears of a failure through the worker's error event.
    start(chosen(), ["worker"]).catch((error) => setTimeout(() => { throw error; }));
    return;
  }

  const engine = chosen();
  window.LayerLab = {
    engine,
    worker: () => new Worker(`${assets}/boot.js`, { name: engine }),
  };
  start(engine, ["page", document.documentElement.dataset.page]).catch((error) => {
    console.error(error);
    document.documentElement.dataset.state = "failed";
    document.getElementById("message-text").textContent =
      `LayerLab could not start: ${error.message}. Reload the page, or try a current browser.`;
    document.getElementById("message").hidden = false;
  });
})();
