package org.layerlab.page.kernels;

import java.util.List;
import org.layerlab.network.function.Elementary;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.AdamConstants;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.DividedProducts;
import org.layerlab.network.matrix.FusedSteps;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.PoolShape;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.Shapes;

/**
 * SIMD kernels in a WebAssembly module, float32 or float64. In float64 every sum is in index order and nothing is
 * fused, so products equal {@link org.layerlab.network.matrix.ReferenceKernels} bit for bit on every machine. In
 * float32 the module may use fused multiply-add, which differs in the last digits from one processor to another.
 */
class WasmKernels implements Kernels, FusedSteps, DividedProducts {
    private final KernelCalls calls;
    private final Precision precision;
    private final int wide;
    private final WasmMatrices matrices;
    private final WasmProducts products;
    private final MapDescription mapDescription;
    private final WasmMaps maps;
    private final WasmConvolutions convolutions;
    private final WasmDepthwise depthwise;
    private final WasmNetwork network;

    WasmKernels(KernelCalls calls, TensorMemory memory, Precision precision) {
        this.calls = calls;
        this.precision = precision;
        matrices = new WasmMatrices(calls, memory, precision);
        wide = matrices.wide();
        products = new WasmProducts(calls, memory, matrices);
        mapDescription = new MapDescription(calls, memory, wide);
        maps = new WasmMaps(calls, mapDescription, matrices.bytes());
        convolutions = new WasmConvolutions(calls, mapDescription, maps, matrices.bytes());
        depthwise = new WasmDepthwise(calls, mapDescription, maps, matrices.bytes());
        network = new WasmNetwork(calls, memory, matrices);
    }

    /** Where the matrices lie. */
    final WasmMatrices matrices() {
        return matrices;
    }

    final WasmProducts products() {
        return products;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public Matrix create(int rows, int columns) {
        return matrices.create(rows, columns);
    }

    @Override
    public void release(Matrix M) {
        matrices.release(M);
    }

    @Override
    public void releaseAll() {
        matrices.releaseAll();
        mapDescription.release();
        products.release();
        network.release();
    }

    @Override
    public void write(double[] values, Matrix M) {
        matrices.write(values, M);
    }

    @Override
    public double[] read(Matrix M) {
        return matrices.read(M);
    }

    /**
     * {@inheritDoc}
     *
     * <p>In float32 products read the bytes as they are; they become numbers when something else asks.
     */
    @Override
    public void writeExamples(byte[] examples, Matrix M) {
        matrices.writeExamples(examples, M);
    }

    @Override
    public void writeExamples(byte[] examples, int[] which, Matrix M) {
        matrices.writeExamples(examples, which, M);
    }

    @Override
    public void keepExamples(byte[] examples) {
        matrices.keepExamples(examples);
    }

    @Override
    public void multiply(Matrix A, Matrix B, Matrix C) {
        products.multiply(A, B, C, 0, 1);
    }

    @Override
    public void multiplyNT(Matrix A, Matrix B, double scale, Matrix C) {
        products.multiplyNT(A, B, scale, C, 0, 1);
    }

    @Override
    public void multiplyTN(Matrix A, Matrix B, Matrix C) {
        products.multiplyTN(A, B, C, 0, 1);
    }

    @Override
    public void multiply(Matrix A, Matrix B, Matrix C, int part, int parts) {
        products.multiply(A, B, C, part, parts);
    }

    @Override
    public void multiplyNT(Matrix A, Matrix B, double scale, Matrix C, int part, int parts) {
        products.multiplyNT(A, B, scale, C, part, parts);
    }

    @Override
    public void multiplyTN(Matrix A, Matrix B, Matrix C, int part, int parts) {
        products.multiplyTN(A, B, C, part, parts);
    }

    @Override
    public void addBias(Matrix Z, Matrix b) {
        Shapes.shape("b", b, Z.rows(), 1, "Z");
        calls.addBias(wide, at(Z), at(b), Z.rows(), Z.columns());
    }

    @Override
    public void activate(Activation g, Matrix Z, Matrix A) {
        Shapes.same("Z", Z, "A", A);
        calls.activate(wide, g.number(), at(Z), at(A), count(Z));
    }

    @Override
    public void activateBackward(Activation g, Matrix Z, Matrix A, Matrix dA, Matrix dZ) {
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        calls.backward(wide, g.number(), at(Z), at(A), at(dA), at(dZ), count(Z));
    }

    @Override
    public void dropout(Matrix A, double keep, int seed, Matrix mask, Matrix D) {
        Shapes.same("A", A, "mask", mask);
        Shapes.same("A", A, "D", D);
        // uniform < keep means that the 32 bits of the hash are below keep·2³², rounded up.
        long kept = (long) Math.ceil(keep * (1L << 32));
        calls.dropout(wide, at(A), at(mask), at(D), count(A), (int) (kept - 1), 1 / keep, seed);
    }

    @Override
    public void add(Matrix A, Matrix B, Matrix C) {
        Shapes.same("A", A, "B", B);
        Shapes.same("A", A, "C", C);
        calls.add(wide, at(A), at(B), at(C), count(A));
    }

    @Override
    public void scaleBy(Matrix A, Matrix B) {
        Shapes.same("A", A, "B", B);
        calls.scaleBy(wide, at(A), at(B), count(A));
    }

    @Override
    public double crossEntropy(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        return calls.crossEntropy(wide, at(AL), at(Y), count(AL));
    }

    @Override
    public void outputError(Matrix AL, Matrix Y, Matrix dZ) {
        Shapes.same("AL", AL, "Y", Y);
        Shapes.same("AL", AL, "dZ", dZ);
        calls.outputError(wide, at(AL), at(Y), at(dZ), count(AL));
    }

    @Override
    public void sumColumns(Matrix dZ, double scale, Matrix db) {
        Shapes.shape("db", db, dZ.rows(), 1, "dZ");
        calls.sumColumns(wide, at(dZ), dZ.rows(), dZ.columns(), scale, at(db));
    }

    @Override
    public int countCorrect(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        return calls.countCorrect(wide, at(AL), at(Y), count(AL));
    }

    @Override
    public void descend(Matrix W, Matrix dW, double rate, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        calls.descend(wide, at(W), at(dW), count(W), rate, l1, l2);
    }

    @Override
    public void descendMomentum(Matrix W, Matrix dW, Matrix V, double rate, double momentum, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "V", V);
        calls.momentum(wide, at(W), at(dW), at(V), count(W), rate, momentum, l1, l2);
    }

    @Override
    public void descendAdam(Matrix W, Matrix dW, Matrix M, Matrix S, double rate, int t, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "M", M);
        Shapes.same("W", W, "S", S);
        calls.adam(
                wide,
                at(W),
                at(dW),
                at(M),
                at(S),
                count(W),
                rate,
                1 / (1 - Elementary.power(AdamConstants.BETA1, t)),
                1 / (1 - Elementary.power(AdamConstants.BETA2, t)),
                l1,
                l2);
    }

    @Override
    public void convolve(ConvShape shape, Matrix W, Matrix b, Matrix A, boolean rectify, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape, "A", A, "Z", Z);
        convolutions.convolve(shape, at(W), at(b), at(A), rectify, at(Z), A.columns());
    }

    @Override
    public void convolveBackwardToInput(ConvShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.filters(), shape.window(), "the convolution");
        Shapes.maps(shape, "dA", dA, "dZ", dZ);
        convolutions.convolveBackwardToInput(shape, at(W), at(dZ), at(dA), dZ.columns());
    }

    @Override
    public void convolveBackwardToFilters(ConvShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape, "A", A, "dZ", dZ);
        convolutions.convolveBackwardToFilters(shape, at(dZ), at(A), scale, at(dW), at(db), dZ.columns());
    }

    @Override
    public void convolveDepthwise(DepthwiseShape shape, Matrix W, Matrix b, Matrix A, boolean rectify, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape.each(), "A", A, "Z", Z);
        depthwise.forward(shape, at(W), at(b), at(A), rectify, at(Z), A.columns());
    }

    @Override
    public void convolveDepthwiseBackwardToInput(DepthwiseShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.channels(), shape.taps(), "the depthwise convolution");
        Shapes.maps(shape.each(), "dA", dA, "dZ", dZ);
        depthwise.backwardToInput(shape, at(W), at(dZ), at(dA), dZ.columns());
    }

    @Override
    public void convolveDepthwiseBackwardToFilters(
            DepthwiseShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape.each(), "A", A, "dZ", dZ);
        depthwise.backwardToFilters(shape, at(dZ), at(A), scale, at(dW), at(db), A.columns());
    }

    @Override
    public void maxPool(PoolShape shape, Matrix A, Matrix P) {
        Shapes.maps(shape, "A", A, "P", P);
        maps.maxPool(shape, at(A), at(P), A.columns());
    }

    @Override
    public void maxPoolBackward(PoolShape shape, Matrix A, Matrix P, Matrix dP, Matrix dA) {
        Shapes.maps(shape, "A", A, "P", P);
        Shapes.same("P", P, "dP", dP);
        Shapes.same("A", A, "dA", dA);
        maps.maxPoolBackward(shape, at(A), at(P), at(dP), at(dA), A.columns());
    }

    @Override
    public void averagePool(Matrix A, Matrix P) {
        Shapes.channels("A", A, P.rows(), "P");
        Shapes.shape("P", P, P.rows(), A.columns(), "A");
        maps.averagePool(at(A), at(P), A.rows() / P.rows(), count(P));
    }

    @Override
    public void averagePoolBackward(Matrix dP, Matrix dA) {
        Shapes.channels("dA", dA, dP.rows(), "dP");
        Shapes.shape("dP", dP, dP.rows(), dA.columns(), "dA");
        maps.averagePoolBackward(at(dP), at(dA), dA.rows() / dP.rows(), count(dP));
    }

    @Override
    public void channelMoments(Matrix Z, Matrix mean, Matrix variance) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("mean", mean, "variance", variance);
        int channels = mean.rows();
        maps.channelMoments(at(Z), at(mean), at(variance), Z.rows() / channels, channels, Z.columns());
    }

    @Override
    public void scaleChannels(Matrix Z, Matrix scale, Matrix shift, boolean rectify, Matrix A) {
        Shapes.channels("Z", Z, scale.rows(), "scale");
        Shapes.same("scale", scale, "shift", shift);
        Shapes.same("Z", Z, "A", A);
        maps.scaleChannels(at(Z), at(scale), at(shift), rectify, at(A), Z.rows(), scale.rows(), Z.columns());
    }

    @Override
    public void channelSums(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix mean, Matrix sums) {
        Shapes.channels("Z", Z, mean.rows(), "mean");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.shape("sums", sums, mean.rows(), 2, "mean");
        int channels = mean.rows();
        maps.channelSums(
                at(Z), at(A), at(dA), rectified, at(mean), at(sums), Z.rows() / channels, channels, Z.columns());
    }

    @Override
    public void combineChannels(Matrix Z, Matrix A, Matrix dA, boolean rectified, Matrix factors, Matrix dZ) {
        Shapes.channels("Z", Z, factors.rows(), "factors");
        Shapes.shape("factors", factors, factors.rows(), 3, "the combination");
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        maps.combineChannels(
                at(Z), at(A), at(dA), rectified, at(factors), at(dZ), Z.rows(), factors.rows(), Z.columns());
    }

    @Override
    public double descend(List<Dense> layers, Matrix X, Matrix Y, int iterations, double rate, double l1, double l2) {
        if (iterations < 1) {
            throw new IllegalArgumentException(iterations + " iterations; at least 1 is needed");
        }
        return calls.train(wide, network.describe(layers, X, Y, products.scratch()), iterations, rate, l1, l2);
    }

    private int at(Matrix M) {
        return matrices.at(M);
    }

    private int count(Matrix M) {
        return matrices.count(M);
    }
}
