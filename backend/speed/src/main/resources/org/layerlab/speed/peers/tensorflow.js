// TensorFlow.js: `tuned` is what one can reach by hand, `minimize` what its guides show.
"use strict";

// It starts half as many threads as it is told that there are cores.
Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 * options.threads });
importScripts(assets + "/peers/tf.js", assets + "/peers/tf-backend-wasm.js");

const RATE = 0.01;

const parametersOf = (layers) =>
  layers.slice(1).map((n, l) => ({
    W: tf.variable(tf.randomNormal([layers[l], n], 0, Math.sqrt(2 / layers[l]), "float32", 1)),
    b: tf.variable(tf.zeros([n])),
  }));

const forward = (parameters, X) => {
  const A = [X];
  parameters.forEach(({ W, b }, l) =>
    A.push(tf.fused.matMul({
      a: A[l], b: W, bias: b, activation: l === parameters.length - 1 ? "sigmoid" : "relu",
    })));
  return A;
};

// Gradients by hand. A product with a transposed operand is many times slower on this back end than one after an
// explicit transpose. All examples are there from the beginning in the full batch, so theirs is made once.
const tuned = (layers, m, fullBatch) => {
  const parameters = parametersOf(layers);
  const X = tf.tensor2d(examples(m, layers[0]), [m, layers[0]]);
  const Xt = fullBatch ? tf.transpose(X) : null;
  const Y = tf.tensor2d(labels(m), [m, 1]);
  const share = tf.scalar(1 / m);
  const rate = tf.scalar(RATE);
  const step = () => {
    const A = forward(parameters, X);
    let dZ = tf.mul(tf.sub(A[parameters.length], Y), share);
    for (let l = parameters.length - 1; l >= 0; l--) {
      const { W, b } = parameters[l];
      const dW = tf.matMul(l === 0 && Xt ? Xt : tf.transpose(A[l]), dZ);
      const db = tf.sum(dZ, 0);
      if (l > 0) dZ = tf.mul(tf.matMul(dZ, tf.transpose(W)), tf.step(A[l]));
      W.assign(tf.sub(W, tf.mul(dW, rate)));
      b.assign(tf.sub(b, tf.mul(db, rate)));
    }
  };
  return () => tf.tidy(step);
};

const minimize = (layers, m) => {
  const parameters = parametersOf(layers);
  const X = tf.tensor2d(examples(m, layers[0]), [m, layers[0]]);
  const Y = tf.tensor2d(labels(m), [m, 1]);
  const optimizer = tf.train.sgd(RATE);
  const loss = () => {
    const A = parameters.reduce((a, { W, b }, l) => {
      const Z = a.matMul(W).add(b);
      return l === parameters.length - 1 ? Z.sigmoid() : Z.relu();
    }, X);
    const likelihood = Y.mul(A.log()).add(tf.sub(1, Y).mul(tf.sub(1, A).log()));
    return likelihood.mean().neg();
  };
  return () => tf.tidy(() => { optimizer.minimize(loss); });
};

const onePhoto = () => {
  const parameters = parametersOf(LARGE);
  const X = tf.tensor2d(examples(1, LARGE[0]), [1, LARGE[0]]);
  return () => {
    tf.tidy(() => forward(parameters, X)[parameters.length].dataSync());
    return 1;
  };
};

// Figures are called `tuned:train-photos` and so on.
contest((name) => {
  const [how, figure] = name.split(":");
  if (figure === "one-photo") return onePhoto();
  const fullBatch = figure !== "train-photos";
  const m = fullBatch ? POINTS : BATCH;
  const step = how === "tuned" ? tuned(layersOf(figure), m, fullBatch) : minimize(layersOf(figure), m);
  return () => {
    step();
    return fullBatch ? 1 : m;
  };
});

(async () => {
  if (options.backend === "wasm") tf.wasm.setWasmPaths(assets + "/peers/");
  if (!(await tf.setBackend(options.backend))) throw new Error("TensorFlow.js has no back end " + options.backend);
  await tf.ready();
  if (options.backend === "wasm" && options.threads > 1 && tf.wasm.getThreadsCount() !== options.threads) {
    throw new Error(`TensorFlow.js started ${tf.wasm.getThreadsCount()} threads where ${options.threads} were meant`);
  }
  self.postMessage({ type: "awake" });
})().catch((error) => self.postMessage({ type: "failed", text: String(error.message || error) }));
