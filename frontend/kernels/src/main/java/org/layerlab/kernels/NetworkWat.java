package org.layerlab.kernels;

import org.layerlab.kernels.KernelLayout.LayerWord;
import org.layerlab.kernels.KernelLayout.NetworkWord;
import org.layerlab.kernels.ProductBlocks.After;

/**
 * Many iterations of full-batch gradient descent in one call, so that a small network does not spend its time on calls
 * into the module. Does what single steps do, in their order, so the digits are the same. Does not keep Z of a layer
 * with ReLU, because A says all that its derivative needs.
 *
 * <p>The network is described in memory by the words of {@link KernelLayout.NetworkWord} and {@link
 * KernelLayout.LayerWord}.
 */
final class NetworkWat extends Kernel {
    private static final int LAYER_SHIFT = Integer.numberOfTrailingZeros(KernelLayout.LAYER_BYTES);

    private final I32 network = f.parameter();
    private final I32.Local iterations = f.parameter();
    private final Real rate = f.realParameter(), l1 = f.realParameter(), l2 = f.realParameter();
    private final Real.Local cost = f.f64();
    private final I32.Local layer = f.i32(), input = f.i32(), units = f.i32(), previous = f.i32(), before = f.i32();

    /** Whether a layer has ReLU, which is activation 0. */
    private final I32.Local relu = f.i32();

    private final I32 m = f.let(word(NetworkWord.M));
    private final I32 y = f.let(word(NetworkWord.Y));
    private final I32 scratch = f.let(word(NetworkWord.SCRATCH));
    private final I32 first = f.let(network.plus(KernelLayout.LAYERS_OFFSET));
    private final I32 last = f.let(first.plus(word(NetworkWord.DEPTH).minus(1).shl(LAYER_SHIFT)));
    private final Real scale = f.let(f.number("1").over(f.real(m)));

    private NetworkWat(ScalarType n) {
        super("train", n);
    }

    /** {@code train(network, iterations, rate, l1, l2)}: the summed cost before the last update. */
    static String wat(ScalarType n) {
        return new NetworkWat(n).train();
    }

    private I32 word(int number) {
        return network.word(Integer.BYTES * number);
    }

    /** A word of the layer that is being done. */
    private I32 own(int number) {
        return of(layer, number);
    }

    private static I32 of(I32 layer, int number) {
        return layer.word(Integer.BYTES * number);
    }

    private String train() {
        f.countDown(iterations, () -> {
            layer.set(first);
            input.set(word(NetworkWord.X));
            f.doWhile(layer.notAbove(last), this::forward);
            f.when(iterations.equal(1), () -> cost.set(f.resultF64("crossEntropy", input, y, m)));
            layer.set(last);
            f.call("outputError", input, y, own(LayerWord.DZ), m);
            f.doWhile(layer.notBelow(first), this::backward);
            layer.set(first);
            f.doWhile(layer.notAbove(last), this::update);
        });
        f.giveBack(cost);
        return f.wat();
    }

    /** {@code Z = W·A + b, A = g(Z)}. */
    private void forward() {
        units.set(own(LayerWord.N));
        previous.set(own(LayerWord.INPUTS));
        relu.set(own(LayerWord.ACTIVATION).isZero());
        I32 offset = relu.choose(Integer.BYTES * LayerWord.A, Integer.BYTES * LayerWord.Z);
        I32 result = layer.plus(offset).word(0);
        I32 w = own(LayerWord.W);
        I32 b = own(LayerWord.B);
        f.when(previous.equal(2).and(m.notBelow(I32.of(n.lanes()))), () -> {
            Real low = relu.choose(f.number("0"), f.number("-inf"));
            f.call("pointForward", w, b, units, input, m, result, low);
        });
        f.otherwise(() -> {
            Strided rows = new Strided(w, f.bytes(previous), I32.of(n.bytes()));
            After addBias = new After(relu.choose(ProductTileWat.ADD_BIAS_RELU, ProductTileWat.ADD_BIAS), b);
            f.call("productAnd", rows, input, m, previous, result, I32.ZERO, units, scratch, addBias);
        });
        I32 z = own(LayerWord.Z);
        I32 a = own(LayerWord.A);
        f.when(relu.isZero(), () -> f.call("activate", own(LayerWord.ACTIVATION), z, a, units.times(m)));
        input.set(a);
        layer.add(KernelLayout.LAYER_BYTES);
    }

    /** {@code dW = dZ·Aᵀ / m, db = Σ dZ / m, dZ = Wᵀ·dZ ∘ g'(Z)}. */
    private void backward() {
        units.set(own(LayerWord.N));
        previous.set(own(LayerWord.INPUTS));
        before.set(layer.minus(KernelLayout.LAYER_BYTES));
        I32 x = network.plus(Integer.BYTES * NetworkWord.X);
        I32 a = before.plus(Integer.BYTES * LayerWord.A);
        input.set(layer.equal(first).choose(x, a).word(0));
        gradients();
        f.when(layer.differs(first), this::beforeThis);
        layer.set(before);
    }

    private void gradients() {
        I32 dZ = own(LayerWord.DZ);
        I32 dW = own(LayerWord.DW);
        I32 db = own(LayerWord.DB);
        f.when(
                previous.equal(2).and(m.notAbove(TileSizes.DOT_DEPTH)),
                () -> f.call("pointGradient", dZ, units, input, m, scale, dW, db));
        f.otherwise(() -> {
            f.when(
                    units.equal(1).and(m.notAbove(TileSizes.DOT_DEPTH)),
                    () -> f.call("outputGradient", dZ, previous, input, m, scale, dW, db));
            f.otherwise(() -> {
                f.call("productT", dZ, input, previous, m, scale, dW, I32.ZERO, units, scratch);
                f.call("sumColumns", dZ, units, m, scale, db);
            });
        });
    }

    /** dZ of the layer before. */
    private void beforeThis() {
        relu.set(of(before, LayerWord.ACTIVATION).isZero());
        I32 w = own(LayerWord.W);
        I32 dZ = own(LayerWord.DZ);
        I32 a = of(before, LayerWord.A);
        I32 result = of(before, LayerWord.DZ);
        f.when(
                relu.and(units.equal(1).and(m.notBelow(I32.of(n.lanes())))),
                () -> f.call("beforeOutput", w, previous, dZ, m, a, result));
        f.otherwise(() -> {
            Strided turned = new Strided(w, I32.of(n.bytes()), f.bytes(previous));
            After slope = new After(relu.choose(ProductTileWat.WHERE_POSITIVE, 0), a);
            f.call("productAnd", turned, dZ, m, units, result, I32.ZERO, previous, scratch, slope);
        });
        I32 g = of(before, LayerWord.ACTIVATION);
        I32 z = of(before, LayerWord.Z);
        f.when(relu.isZero(), () -> f.call("backward", g, z, a, result, result, previous.times(m)));
    }

    /** {@code W −= rate·(dW + l1·sign(W) + l2·W)}; biases are not penalized. */
    private void update() {
        Real none = f.number("0");
        I32 weights = own(LayerWord.N).times(own(LayerWord.INPUTS));
        f.call("descend", own(LayerWord.W), own(LayerWord.DW), weights, rate, l1, l2);
        f.call("descend", own(LayerWord.B), own(LayerWord.DB), own(LayerWord.N), rate, none, none);
        layer.add(KernelLayout.LAYER_BYTES);
    }
}
