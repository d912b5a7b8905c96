// jax-js: the update as JAX's own guides write it, a gradient of the cost inside one jit. What a function is given it
// uses up; `ref` keeps it.
"use strict";

// It starts as many threads as there are cores.
Object.defineProperty(navigator, "hardwareConcurrency", { value: options.threads });

const RATE = 0.01;

const prepare = ({ numpy: np, random, nn, grad, jit }) => {
  const normal = (shape, inputs, seed) =>
    random.normal(random.key(seed), shape).mul(Math.sqrt(2 / inputs));

  // Cross-entropy by the number before the sigmoid.
  const cost = (Z, Y) => nn.softplus(Z.ref).sub(Y.mul(Z)).mean();

  const descent = (loss) =>
    jit((parameters, X, Y) => {
      const gradients = grad(loss)(parameters.map((one) => one.ref), X, Y);
      return parameters.map((one, i) => one.sub(gradients[i].mul(RATE)));
    });

  const denseLoss = (depth) => (parameters, X, Y) => {
    let A = X;
    for (let l = 0; l < depth; l++) {
      const Z = np.matmul(A, parameters[2 * l]).add(parameters[2 * l + 1]);
      A = l < depth - 1 ? nn.relu(Z) : Z;
    }
    return cost(A, Y);
  };

  const dense = (layers, m) => ({
    parameters: layers.slice(1).flatMap((n, l) => [normal([layers[l], n], layers[l], l), np.zeros([n])]),
    X: np.array(examples(m, layers[0])).reshape([m, layers[0]]),
    Y: np.array(labels(m)).reshape([m, 1]),
    loss: denseLoss(layers.length - 1),
  });

  return (figure) => {
    const photos = figure === "train-photos" ? BATCH : 0;
    const { parameters, X, Y, loss } = dense(layersOf(figure), photos || POINTS);
    const step = descent(loss);
    // Of the plane's networks it is asked for many updates before it has to wait; that changes little.
    const atOnce = photos ? 1 : 100;
    let now = parameters;
    return async () => {
      for (let i = 0; i < atOnce; i++) now = step(now, X.ref, Y.ref);
      await now[now.length - 1].blockUntilReady();
      return photos || atOnce;
    };
  };
};

(async () => {
  const jax = await import(assets + "/peers/jax/index.js");
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  contest(prepare(jax));
  self.postMessage({ type: "awake" });
})().catch((error) => self.postMessage({ type: "failed", text: String(error.message || error) }));
