// Starts the page's program, as a page or as that page's worker: the WebAssembly build where the browser has WasmGC,
// the JavaScript build elsewhere. `engine=js` or `engine=wasm` in the address forces one. The worker also gets the best
// SIMD kernels that the browser can run; `kernels=simd` or `kernels=plain` in the address forces simpler ones. Where the
// page is cross-origin isolated, several threads share the kernels' memory: `threads=N`, or up to one per core, of which
// the worker then uses as many as it finds to help.
(() => {
  "use strict";
  const inWorker = typeof document === "undefined";
  const assets = inWorker ? self.location.pathname.replace(/\/[^/]*$/, "") : document.documentElement.dataset.assets;

  // TeaVM's WebAssembly runtime makes the program's functions from text as it loads, and later looks up globals by name.
  // Where the browser has Trusted Types, no other text becomes code: see SecurityHeaders. Scripts and workers are files
  // of this version, and HTML is that of the formulas.
  let loading = false;
  if (self.trustedTypes) {
    const files = `${location.origin}${assets}/`;
    const only = (good) => (text) => (good(text) ? text : null);
    self.trustedTypes.createPolicy("default", {
      // Chromium puts the function into parentheses, WebKit does not.
      createScript: only((code) => loading || /^\(?function anonymous\(\n\) {\nreturn [\w$]+;\n}\)?$/.test(code)),
      createScriptURL: only((url) => url === "/offline.js" || new URL(url, location).href.startsWith(files)),
      createHTML: only((html) => !html.replace(/<\/?(var|su[bp]|span)( class="fraction")?>/g, "").includes("<")),
    });
  }

  // The smallest module with a garbage-collected type.
  const hasWasmGC = () =>
    typeof WebAssembly === "object" &&
    WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 3, 1, 95, 0]));

  // The smallest functions with a SIMD instruction: i8x16.popcnt, and i8x16.relaxed_swizzle.
  const runs = (...code) =>
    typeof WebAssembly === "object" &&
    WebAssembly.validate(
      new Uint8Array([
        0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0,
        10, code.length + 4, 1, code.length + 2, 0, ...code, 11,
      ]),
    );
  const hasSimd = () => runs(65, 0, 253, 15, 253, 98);
  const hasRelaxedSimd = () => runs(65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2);

  const asked = (key, values) =>
    (new RegExp(`[#?&]${key}=(${values})(?![^&#])`).exec(location.search + location.hash) || [])[1];
  const chosenKernels = () => {
    const best = hasRelaxedSimd() ? "relaxed" : hasSimd() ? "simd" : "plain";
    const lesser = asked("kernels", "simd|plain");
    return lesser === "simd" && best === "plain" ? best : lesser || best;
  };

  // Without SIMD only the JavaScript build has loops for float32.
  const askedEngine = asked("engine", "js|wasm|webgpu") || "";
  const chosenEngine = (kernels) =>
    asked("engine", "js|wasm") || (hasWasmGC() && kernels !== "plain" ? "wasm" : "js");

  // Training on photos and own classes may use the GPU; `engine=webgpu` forces it, even one that is emulated in software.
  const chosenGpu = () => {
    if (!hasWasmGC() || ["js", "wasm"].includes(askedEngine)) return "none";
    return askedEngine === "webgpu" ? "forced" : navigator.gpu ? "possible" : "none";
  };

  const MOST_THREADS = 8;
  const askedThreads = asked("threads", `[1-${MOST_THREADS}]`) || "";
  const chosenThreads = (kernels) =>
    kernels === "plain" || !globalThis.crossOriginIsolated
      ? 1
      : Math.min(MOST_THREADS, Math.max(1, Number(askedThreads) || navigator.hardwareConcurrency || 1));

  // While a newer service worker takes over, Chromium may drop a request that it has given to the former one: the worker
  // that asked for its script then neither runs nor fails. One without a sign of life is replaced; its successor gets
  // twice as long, for slow machines.
  const startWorker = (name, failed) => {
    let worker;
    let late;
    const begin = (patience) => {
      worker = new Worker(`${assets}/boot.js`, { name });
      worker.onmessage = (event) => {
        clearTimeout(late);
        if (event.data) line.onmessage?.(event);
      };
      worker.onerror = (event) => {
        clearTimeout(late);
        line.onerror?.(event);
        failed?.();
      };
      late = setTimeout(() => {
        worker.onmessage = worker.onerror = null;
        worker.terminate();
        begin(2 * patience);
      }, patience);
    };
    const line = {
      postMessage: (...message) => worker.postMessage(...message),
      terminate: () => {
        clearTimeout(late);
        worker.terminate();
      },
    };
    begin(5000);
    return line;
  };

  // The worker on the GPU has kernels of its own.
  const gpuWorker = () => startWorker("wasm plain gpu 1 forced", self.LayerLabFailed);

  const load = async (file) => {
    if (inWorker) return importScripts(`${assets}/${file}`);
    return new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.src = `${assets}/${file}`;
      script.onload = loaded;
      script.onerror = () => failed(new Error(`${file} could not be loaded`));
      document.head.append(script);
    });
  };

  // A memory that can grow to 4 GB, or to less where a browser does not reserve that much for threads.
  const newMemory = (shared) => {
    for (let maximum = 65536; ; maximum /= 2) {
      try {
        return new WebAssembly.Memory({ initial: 1, maximum, shared });
      } catch (error) {
        if (maximum <= 4096) throw error;
      }
    }
  };

  // Offline, WebKit fails to load what a worker asks for first, and loads it when asked again.
  const patiently = (ask, left = inWorker ? 4 : 0) =>
    ask().catch(async (error) => {
      if (!left || !/^(Netw|Typ)/.test(error.name)) throw error;
      await new Promise((later) => setTimeout(later, 250));
      return patiently(ask, left - 1);
    });

  // Training on points needs no convolutions.
  const kernelsFile = (variant, program, shared) =>
    `${assets}/kernels-${variant}${program === "play" ? "" : "-maps"}${shared ? "-shared" : ""}.wasm`;

  // The kernels have a memory of their own, which grows when matrices are created. Each additional thread is a worker
// that runs only the module.
  const loadKernels = async (variant, program, threads, forced) => {
    self.LayerLabKernels = { variant: "plain", threads: 1, helpers: [] };
    if (variant === "plain") return;
    const shared = threads > 1 && typeof Worker === "function";
    const source = await patiently(() => fetch(kernelsFile(variant, program, shared)));
    if (!source.ok) throw new Error(`kernels-${variant}.wasm could not be loaded`);
    const module = await WebAssembly.compile(await source.arrayBuffer());
    const memory = newMemory(shared);
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    const helpers = [];
    const addThread = () => {
      const helper = new Worker(self.location.href, { name: "helper" });
      helper.postMessage({ module, memory });
      helpers.push(helper);
    };
    const mayChoose = shared && !forced;
    self.LayerLabKernels = { variant, memory, exports, helpers, addThread, threads: shared ? threads : 1, mayChoose };
  };

  const help = () => {
    self.onmessage = async ({ data: { module, memory } }) => {
      (await WebAssembly.instantiate(module, { env: { memory } })).exports.join();
    };
  };

  // The same program also runs without kernels (in the page, or with plain Java) and then never calls them.
  const noKernels = new Proxy({}, {
    get: (_, name) => () => { throw new Error(`${String(name)}: there are no kernels here`); },
  });

  const start = async (program, engine, args) => {
    if (engine === "wasm") {
      await patiently(() => load("classes.wasm-runtime.js"));
      loading = true;
      const app = await patiently(() =>
        TeaVM.wasmGC.load(`${assets}/${program}.wasm`, {
          installImports: (imports) => {
            imports.kernel = (self.LayerLabKernels && self.LayerLabKernels.exports) || noKernels;
          },
        }),
      ).finally(() => (loading = false));
      await app.exports.main(args);
    } else {
      await patiently(() => load(`${program}.js`));
      await globalThis.main(args);
    }
  };

  if (inWorker) {
    if (self.name === "helper") {
      help();
      return;
    }
    // The sign of life.
    self.postMessage(0);
    // Pages that were there before the service worker want to know what their workers load: see page.js.
    try {
      const loads = new BroadcastChannel("layerlab loads");
      new PerformanceObserver((list) => loads.postMessage(list.getEntries().map(({ name }) => name))).observe({
        type: "resource",
        buffered: true,
      });
    } catch {
      // Firefox has no channel where cookies are blocked, nor a service worker.
    }
    const [engine, kernels, program, threads, gpu, forced] = self.name.split(" ");
    self.LayerLab = { gpu, worker: gpuWorker };
    // Without its kernels the network still runs, in plain Java, and the page says so. It learns of other failures through
    // the worker's error event.
    loadKernels(kernels, program, Number(threads), forced)
      .catch((error) => {
        console.warn(`LayerLab computes in plain Java: ${error.message}`);
        self.LayerLabKernels.failure = `${error.message}`;
        self.postMessage({ chosen: { kernels: "plain", threads: 1 } });
      })
      .then(() => start(program, engine, ["worker"]))
      .catch((error) => setTimeout(() => { throw error; }));
    return;
  }

  // Pages that are text alone have no program.
  const { page, program } = document.documentElement.dataset;
  const texts = window.LayerLabTexts;
  if (!program) {
    texts.ready.then(() => (document.documentElement.dataset.state = "ready"));
    return;
  }
  const kernels = chosenKernels();
  const engine = chosenEngine(kernels);
  const threads = chosenThreads(kernels);
  const gpu = chosenGpu();
  document.documentElement.dataset.kernels = kernels;
  window.LayerLab = {
    engine,
    threads,
    gpu,
    // Another program's worker only reads a file or two: it gets no helper threads.
    worker: (other) => {
      if (other === "gpu") return gpuWorker();
      const name = `${engine} ${kernels} ${other || program} ${other ? 1 : threads} ${gpu} ${askedThreads}`;
      return startWorker(name, window.LayerLabFailed);
    },
  };
  texts.ready.then(() => start(program, engine, ["page", page])).catch((error) => {
    console.error(error);
    window.LayerLabFailed?.();
    document.documentElement.dataset.state = "failed";
    document.getElementById("message-text").textContent = texts
      .of("LayerLab could not start: {0}. Reload the page, or try a current browser.")
      .replace("{0}", `${error.message}`.replace(/\.$/, ""));
    document.getElementById("message").hidden = false;
  });
})();
