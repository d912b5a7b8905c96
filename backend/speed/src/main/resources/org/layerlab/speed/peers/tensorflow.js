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

// A network of 3×3 convolutions, as /bench has it: in TensorFlow.js's order (example, row, column, channel). Its
// WebAssembly back end has no gradients of convolutions, so `minimize` does not train it. By hand they are convolutions
// again, by channels and filters exchanged; that of the filters has the batch for channels.
const FILTERS = [3, 32, 64, 128, 256];

const convolutionsOf = () => ({
  layers: FILTERS.slice(1).map((n, l) => ({
    W: tf.variable(tf.randomNormal([3, 3, FILTERS[l], n], 0, Math.sqrt(2 / (9 * FILTERS[l])), "float32", 1)),
    b: tf.variable(tf.zeros([n])),
  })),
  V: tf.variable(tf.randomNormal([FILTERS[4], 1], 0, Math.sqrt(2 / FILTERS[4]), "float32", 1)),
  c: tf.variable(tf.zeros([1])),
});

const throughConvolutions = ({ layers, V, c }, X) => {
  const steps = [];
  let A = X;
  layers.forEach(({ W, b }, l) => {
    const pooled = l < layers.length - 1;
    const Z = tf.fused.conv2d({ x: A, filter: W, strides: 1, pad: "same", bias: b, activation: pooled ? undefined : "relu" });
    const P = pooled ? tf.maxPool(Z, 2, 2, "valid") : Z;
    const next = pooled ? tf.relu(P) : Z;
    steps.push({ A, Z, P, next, pooled });
    A = next;
  });
  const mean = tf.mean(A, [1, 2]);
  return { steps, mean, AL: tf.fused.matMul({ a: mean, b: V, bias: c, activation: "sigmoid" }) };
};

const tunedConvolutions = (m) => {
  const network = convolutionsOf();
  const { layers, V, c } = network;
  const X = tf.tensor4d(examples(m, LARGE[0]), [m, 64, 64, 3]);
  const Y = tf.tensor2d(labels(m), [m, 1]);
  const share = tf.scalar(1 / m);
  const rate = tf.scalar(RATE);
  const update = (variable, gradient) => variable.assign(tf.sub(variable, tf.mul(gradient, rate)));
  const step = () => {
    const { steps, mean, AL } = throughConvolutions(network, X);
    const dAL = tf.mul(tf.sub(AL, Y), share);
    const dMean = tf.matMul(dAL, tf.transpose(V));
    const [, height, width, channels] = steps[layers.length - 1].next.shape;
    update(V, tf.matMul(tf.transpose(mean), dAL));
    update(c, tf.sum(dAL, 0));
    let dA = tf.tile(tf.mul(tf.reshape(dMean, [m, 1, 1, channels]), tf.scalar(1 / (height * width))), [1, height, width, 1]);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { W, b } = layers[l];
      const { A, Z, P, next, pooled } = steps[l];
      let dZ = tf.mul(dA, tf.step(next));
      if (pooled) {
        const size = Z.shape.slice(1, 3);
        const greatest = tf.cast(tf.equal(Z, tf.image.resizeNearestNeighbor(P, size)), "float32");
        dZ = tf.mul(greatest, tf.image.resizeNearestNeighbor(dZ, size));
      }
      if (l > 0) {
        dA = tf.conv2d(dZ, tf.transpose(tf.reverse(W, [0, 1]), [0, 1, 3, 2]), 1, "same");
      }
      const dW = tf.conv2d(tf.transpose(A, [3, 1, 2, 0]), tf.transpose(dZ, [1, 2, 0, 3]), 1, 1);
      update(W, tf.transpose(dW, [1, 2, 0, 3]));
      update(b, tf.sum(dZ, [0, 1, 2]));
    }
  };
  return () => tf.tidy(step);
};

const oneConvolutionalPhoto = () => {
  const network = convolutionsOf();
  const X = tf.tensor4d(examples(1, LARGE[0]), [1, 64, 64, 3]);
  return () => {
    tf.tidy(() => throughConvolutions(network, X).AL.dataSync());
    return 1;
  };
};

// Figures are called `tuned:train-photos` and so on.
contest((name) => {
  const [how, figure] = name.split(":");
  if (figure === "one-photo") return onePhoto();
  if (figure === "one-photo-conv") return oneConvolutionalPhoto();
  if (figure === "train-conv") {
    const step = tunedConvolutions(CONVOLVED);
    return () => {
      step();
      return CONVOLVED;
    };
  }
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
