package org.layerlab.page.kernels;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.DividedProducts;
import org.layerlab.network.matrix.FusedSteps;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.PoolShape;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.Shapes;

/**
 * SIMD kernels in a WebAssembly module, float32 or float64. In float64 every sum is in index order and nothing is
 * fused, so products equal {@link org.layerlab.network.matrix.ReferenceKernels} bit for bit on every machine; in
 * float32 the module may use fused multiply-add, which differs in the last digits from one processor to another.
 */
class WasmKernels implements Kernels, FusedSteps, DividedProducts {
    /** The words that describe a network to the module, and each of its layers; see NetworkWat. */
    private static final int NETWORK_WORDS = 8;

    private static final int LAYER_WORDS = 16;

    /** So many steps and columns the products copy at a time; see ProductWat. */
    private static final int DEPTH = 384;

    private static final int COLUMNS = 256;

    /** A part is of no fewer, and examples are read as bytes where there are so many. */
    private static final int LEAST = 8;

    /** Rows of A from which on copying a transposed B pays; see TransposedProductWat. */
    static final int LARGE_ROWS = 32;

    /** Of examples that are needed often so many bytes are kept: 8,000 photos. */
    private static final int MOST_KEPT = 96 * 1024 * 1024;

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final KernelCalls calls;
    private final TensorMemory memory;
    private final Precision precision;
    private final int wide;
    private final int bytes;
    private final WasmMaps maps;
    private final List<WasmMatrix> live = new ArrayList<>();
    private byte @Nullable [] kept;
    private int keptAt;
    private int keptBytes;
    private int scratch;
    private int description;
    private long descriptionBytes;

    WasmKernels(KernelCalls calls, TensorMemory memory, Precision precision) {
        this.calls = calls;
        this.memory = memory;
        this.precision = precision;
        wide = precision == Precision.FLOAT64 ? 1 : 0;
        bytes = wide == 1 ? Double.BYTES : Float.BYTES;
        maps = new WasmMaps(calls, memory, wide);
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public Matrix create(int rows, int columns) {
        long size = (long) Shapes.size(rows, columns) * bytes;
        int address = memory.allocate(size);
        calls.clear(address, (int) TensorMemory.rounded(size));
        WasmMatrix M = new WasmMatrix(this, address, rows, columns);
        live.add(M);
        return M;
    }

    @Override
    public void release(Matrix M) {
        WasmMatrix own = own(M);
        forgetExamples(own);
        memory.release(own.address, (long) own.count() * bytes);
        own.address = WasmMatrix.RELEASED;
        // From the end: what was made last is mostly given back first.
        for (int i = live.size() - 1; i >= 0; i--) {
            if (live.get(i) == own) {
                live.remove(i);
                return;
            }
        }
    }

    @Override
    public void releaseAll() {
        while (!live.isEmpty()) {
            release(live.get(live.size() - 1));
        }
        maps.release();
        forgetKept();
        if (scratch != 0) {
            memory.release(scratch, calls.scratchBytes());
            scratch = 0;
        }
        if (description != 0) {
            memory.release(description, descriptionBytes);
            description = 0;
            descriptionBytes = 0;
        }
    }

    @Override
    public void write(double[] values, Matrix M) {
        Shapes.length("values", values.length, M);
        calls.write(wide, values, at(M));
    }

    @Override
    public double[] read(Matrix M) {
        double[] values = new double[own(M).count()];
        calls.read(wide, at(M), values);
        return values;
    }

    /**
     * {@inheritDoc}
     *
     * <p>In float32 the products read the bytes as they are; numbers are made of them when something else asks.
     */
    @Override
    public void writeExamples(byte[] examples, Matrix M) {
        Shapes.length("examples", examples.length, M);
        calls.writeBytes(examples, 0, examples.length, roomForExamples(M));
        readyExamples(M);
    }

    @Override
    public void writeExamples(byte[] examples, int[] which, Matrix M) {
        Shapes.choice(examples.length, which, M);
        int size = M.rows();
        int to = roomForExamples(M);
        int there = examples == kept ? keptBytes : 0;
        for (int example : which) {
            int from = example * size;
            if (from + size <= there) {
                calls.copy(keptAt + from, to, size);
            } else {
                calls.writeBytes(examples, from, size, to);
            }
            to += size;
        }
        readyExamples(M);
    }

    @Override
    public void keepExamples(byte[] examples) {
        if (examples == kept || !calls.fewAtATime()) {
            return;
        }
        forgetKept();
        int count = Math.min(examples.length, MOST_KEPT);
        try {
            keptAt = memory.allocate(count);
        } catch (IllegalStateException e) {
            // The tab has no more memory: it goes without, a little slower.
            return;
        }
        calls.writeBytes(examples, 0, count, keptAt);
        kept = examples;
        keptBytes = count;
    }

    private void forgetKept() {
        if (kept != null) {
            memory.release(keptAt, keptBytes);
            kept = null;
        }
    }

    private int roomForExamples(Matrix M) {
        WasmMatrix own = own(M);
        if (own.examples == 0) {
            own.examples = memory.allocate(examplesBytes(own));
        }
        return own.examples;
    }

    private void readyExamples(Matrix M) {
        if (wide == 1 || M.columns() < LEAST) {
            at(M);
        }
    }

    /** What a matrix' examples take: a few bytes after the last are read too. */
    private static long examplesBytes(WasmMatrix M) {
        return M.count() + 16L;
    }

    private void forgetExamples(WasmMatrix M) {
        if (M.examples != 0) {
            memory.release(M.examples, examplesBytes(M));
            M.examples = 0;
        }
    }

    @Override
    public void multiply(Matrix A, Matrix B, Matrix C) {
        Shapes.product("A", A, A.columns(), "B", B, B.rows());
        Shapes.shape("C", C, A.rows(), B.columns(), "A·B");
        if (B.columns() == 1) {
            // One column lies in memory as one row does, and rows are read faster.
            calls.productT(wide, at(A), at(B), 1, A.columns(), 1, at(C), bytes, 0, A.rows(), scratch());
            return;
        }
        product(A, A.rows(), A.columns() * bytes, bytes, B, C, 0, 1);
    }

    /** A part of {@code C = A·B}: some of the columns, over some of the steps. */
    private void product(Matrix A, int n, int aRow, int aStep, Matrix B, Matrix C, int part, int parts) {
        int m = B.columns();
        int k = B.rows();
        int columnParts = Math.min(parts, Math.max(1, m / COLUMNS));
        int depthParts = parts / columnParts;
        if (part >= columnParts * depthParts) {
            return;
        }
        int from = cut(k, part % depthParts, depthParts, DEPTH);
        int to = cut(k, part % depthParts + 1, depthParts, DEPTH);
        if (from == to && from > 0) {
            return;
        }
        int left = cut(m, part / depthParts, columnParts, COLUMNS);
        int right = cut(m, part / depthParts + 1, columnParts, COLUMNS);
        int cRow = m * bytes;
        int examples = own(B).examples;
        if (examples != 0 && aStep == bytes) {
            calls.productOfExamples(
                    wide,
                    at(A) + from * bytes,
                    examples + left * k + from,
                    k,
                    cRow,
                    right - left,
                    to - from,
                    at(C) + left * bytes,
                    from == 0 ? 0 : 1,
                    n,
                    scratch());
            return;
        }
        calls.product(
                wide,
                at(A) + from * aStep,
                aRow,
                aStep,
                at(B) + from * cRow + left * bytes,
                cRow,
                right - left,
                to - from,
                at(C) + left * bytes,
                from == 0 ? 0 : 1,
                n,
                scratch());
    }

    @Override
    public void multiplyNT(Matrix A, Matrix B, double scale, Matrix C) {
        Shapes.product("A", A, A.columns(), "Bᵀ", B, B.columns());
        Shapes.shape("C", C, A.rows(), B.rows(), "A·Bᵀ");
        productT(A, B, scale, C, 0, 1);
    }

    /** A part of {@code C = scale·A·Bᵀ}: some of the columns. */
    private void productT(Matrix A, Matrix B, double scale, Matrix C, int part, int parts) {
        int k = A.columns();
        if (own(B).examples != 0 && A.rows() >= LARGE_ROWS && B.rows() >= LEAST) {
            addTurned(A, B, scale, 0, C, part, parts);
            return;
        }
        int left = cut(B.rows(), part, parts, COLUMNS);
        int right = cut(B.rows(), part + 1, parts, COLUMNS);
        calls.productT(
                wide,
                at(A),
                at(B) + left * k * bytes,
                right - left,
                k,
                scale,
                at(C) + left * bytes,
                C.columns() * bytes,
                0,
                A.rows(),
                scratch());
    }

    /** A part of {@code C = keep·C + scale·A·Bᵀ}, in float32 and with large shapes: some of the columns. */
    final void addTurned(Matrix A, Matrix B, double scale, double keep, Matrix C, int part, int parts) {
        int k = A.columns();
        int left = cut(B.rows(), part, parts, COLUMNS);
        int right = cut(B.rows(), part + 1, parts, COLUMNS);
        int examples = own(B).examples;
        calls.addTurned(
                wide,
                at(A),
                examples == 0 ? at(B) + left * k * bytes : examples + left,
                examples == 0 ? 0 : B.rows(),
                right - left,
                k,
                scale,
                keep,
                at(C) + left * bytes,
                C.columns() * bytes,
                A.rows(),
                scratch());
    }

    /** Sets a matrix to 0. */
    final void clear(Matrix M) {
        calls.clear(at(M), own(M).count() * bytes);
    }

    @Override
    public void multiplyTN(Matrix A, Matrix B, Matrix C) {
        multiplyTN(A, B, C, 0, 1);
    }

    @Override
    public void multiply(Matrix A, Matrix B, Matrix C, int part, int parts) {
        if (B.columns() == 1) {
            if (part == 0) {
                multiply(A, B, C);
            }
            return;
        }
        Shapes.product("A", A, A.columns(), "B", B, B.rows());
        Shapes.shape("C", C, A.rows(), B.columns(), "A·B");
        product(A, A.rows(), A.columns() * bytes, bytes, B, C, part, parts);
    }

    @Override
    public void multiplyNT(Matrix A, Matrix B, double scale, Matrix C, int part, int parts) {
        Shapes.product("A", A, A.columns(), "Bᵀ", B, B.columns());
        Shapes.shape("C", C, A.rows(), B.rows(), "A·Bᵀ");
        productT(A, B, scale, C, part, parts);
    }

    @Override
    public void multiplyTN(Matrix A, Matrix B, Matrix C, int part, int parts) {
        Shapes.product("Aᵀ", A, A.rows(), "B", B, B.rows());
        Shapes.shape("C", C, A.columns(), B.columns(), "Aᵀ·B");
        product(A, A.columns(), bytes, A.columns() * bytes, B, C, part, parts);
    }

    /** Where a part begins: at a multiple of what the products copy at a time, or of less where there are many parts. */
    private static int cut(int total, int part, int parts, int unit) {
        if (part == parts) {
            return total;
        }
        int whole = unit;
        while (whole > LEAST && total / whole < parts) {
            whole /= 2;
        }
        return (int) ((long) total * part / parts) / whole * whole;
    }

    @Override
    public void addBias(Matrix Z, Matrix b) {
        Shapes.shape("b", b, Z.rows(), 1, "Z");
        calls.addBias(wide, at(Z), at(b), Z.rows(), Z.columns());
    }

    @Override
    public void activate(Activation g, Matrix Z, Matrix A) {
        Shapes.same("Z", Z, "A", A);
        calls.activate(wide, number(g), at(Z), at(A), own(Z).count());
    }

    @Override
    public void activateBackward(Activation g, Matrix Z, Matrix A, Matrix dA, Matrix dZ) {
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        calls.backward(wide, number(g), at(Z), at(A), at(dA), at(dZ), own(Z).count());
    }

    @Override
    public void dropout(Matrix A, double keep, int seed, Matrix mask, Matrix D) {
        Shapes.same("A", A, "mask", mask);
        Shapes.same("A", A, "D", D);
        // uniform < keep is: the 32 bits of the hash < keep·2³², rounded up.
        long kept = (long) Math.ceil(keep * (1L << 32));
        calls.dropout(wide, at(A), at(mask), at(D), own(A).count(), (int) (kept - 1), 1 / keep, seed);
    }

    @Override
    public void scaleBy(Matrix A, Matrix B) {
        Shapes.same("A", A, "B", B);
        calls.scaleBy(wide, at(A), at(B), own(A).count());
    }

    @Override
    public double crossEntropy(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        return calls.crossEntropy(wide, at(AL), at(Y), own(AL).count());
    }

    @Override
    public void outputError(Matrix AL, Matrix Y, Matrix dZ) {
        Shapes.same("AL", AL, "Y", Y);
        Shapes.same("AL", AL, "dZ", dZ);
        calls.outputError(wide, at(AL), at(Y), at(dZ), own(AL).count());
    }

    @Override
    public void sumColumns(Matrix dZ, double scale, Matrix db) {
        Shapes.shape("db", db, dZ.rows(), 1, "dZ");
        calls.sumColumns(wide, at(dZ), dZ.rows(), dZ.columns(), scale, at(db));
    }

    @Override
    public int countCorrect(Matrix AL, Matrix Y) {
        Shapes.same("AL", AL, "Y", Y);
        return calls.countCorrect(wide, at(AL), at(Y), own(AL).count());
    }

    @Override
    public void descend(Matrix W, Matrix dW, double rate, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        calls.descend(wide, at(W), at(dW), own(W).count(), rate, l1, l2);
    }

    @Override
    public void descendMomentum(Matrix W, Matrix dW, Matrix V, double rate, double momentum, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "V", V);
        calls.momentum(wide, at(W), at(dW), at(V), own(W).count(), rate, momentum, l1, l2);
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
                own(W).count(),
                rate,
                1 / (1 - Math.pow(BETA1, t)),
                1 / (1 - Math.pow(BETA2, t)),
                l1,
                l2);
    }

    @Override
    public void convolve(ConvShape shape, Matrix W, Matrix b, Matrix A, Matrix Z) {
        Shapes.filters(shape, W, b);
        Shapes.maps(shape, "A", A, "Z", Z);
        maps.convolve(shape, at(W), at(b), at(A), at(Z), A.columns());
    }

    @Override
    public void convolveBackwardToInput(ConvShape shape, Matrix W, Matrix dZ, Matrix dA) {
        Shapes.shape("W", W, shape.filters(), shape.window(), "the convolution");
        Shapes.maps(shape, "dA", dA, "dZ", dZ);
        maps.convolveBackwardToInput(shape, at(W), at(dZ), at(dA), dZ.columns());
    }

    @Override
    public void convolveBackwardToFilters(ConvShape shape, Matrix dZ, Matrix A, double scale, Matrix dW, Matrix db) {
        Shapes.filters(shape, dW, db);
        Shapes.maps(shape, "A", A, "dZ", dZ);
        maps.convolveBackwardToFilters(shape, at(dZ), at(A), scale, at(dW), at(db), dZ.columns());
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
        maps.averagePool(at(A), at(P), A.rows() / P.rows(), own(P).count());
    }

    @Override
    public void averagePoolBackward(Matrix dP, Matrix dA) {
        Shapes.channels("dA", dA, dP.rows(), "dP");
        Shapes.shape("dP", dP, dP.rows(), dA.columns(), "dA");
        maps.averagePoolBackward(at(dP), at(dA), dA.rows() / dP.rows(), own(dP).count());
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
            throw new IllegalArgumentException(iterations + " iterations; there has to be at least 1");
        }
        int at = describe(layers, X, Y);
        return calls.train(wide, at, iterations, rate, l1, l2);
    }

    private int describe(List<Dense> layers, Matrix X, Matrix Y) {
        long size = Integer.BYTES * (NETWORK_WORDS + (long) LAYER_WORDS * layers.size());
        if (size > descriptionBytes) {
            if (description != 0) {
                memory.release(description, descriptionBytes);
                description = 0;
            }
            description = memory.allocate(size);
            descriptionBytes = size;
        }
        int m = X.columns();
        Shapes.shape("Y", Y, 1, m, "X");
        store(description, layers.size(), m, at(X), at(Y), scratch());
        int at = description + Integer.BYTES * NETWORK_WORDS;
        int inputs = X.rows();
        for (Dense layer : layers) {
            int n = layer.W().rows();
            Shapes.shape("W", layer.W(), n, inputs, "the layer before");
            Shapes.shape("b", layer.b(), n, 1, "W");
            Shapes.same("W", layer.W(), "dW", layer.dW());
            Shapes.same("b", layer.b(), "db", layer.db());
            Shapes.shape("Z", layer.Z(), n, m, "W·A");
            Shapes.same("Z", layer.Z(), "A", layer.A());
            Shapes.same("Z", layer.Z(), "dZ", layer.dZ());
            store(
                    at,
                    at(layer.W()),
                    at(layer.b()),
                    at(layer.dW()),
                    at(layer.db()),
                    at(layer.Z()),
                    at(layer.A()),
                    at(layer.dZ()),
                    n,
                    inputs,
                    number(layer.activation()));
            at += Integer.BYTES * LAYER_WORDS;
            inputs = n;
        }
        Shapes.shape("the output", layers.get(layers.size() - 1).A(), 1, m, "Y");
        return description;
    }

    private void store(int at, int... words) {
        for (int i = 0; i < words.length; i++) {
            calls.storeInt(at + Integer.BYTES * i, words[i]);
        }
    }

    /** The module's number for an activation. */
    private static int number(Activation g) {
        return switch (g) {
            case RELU -> 0;
            case LEAKY_RELU -> 1;
            case TANH -> 2;
            case SIGMOID -> 3;
            case LINEAR -> 4;
        };
    }

    private int scratch() {
        if (scratch == 0) {
            scratch = memory.allocate(calls.scratchBytes());
        }
        return scratch;
    }

    private int at(Matrix M) {
        WasmMatrix own = own(M);
        if (own.examples != 0) {
            calls.examples(wide, own.examples, M.rows(), M.columns(), own.address);
            forgetExamples(own);
        }
        return own.address;
    }

    private WasmMatrix own(Matrix M) {
        if (M instanceof WasmMatrix matrix && matrix.ownedBy(this)) {
            if (matrix.address == WasmMatrix.RELEASED) {
                throw new IllegalStateException("a matrix of " + M.rows() + "×" + M.columns() + " was given back");
            }
            return matrix;
        }
        throw new IllegalArgumentException(
                "a matrix of other kernels: " + M.getClass().getSimpleName());
    }
}
