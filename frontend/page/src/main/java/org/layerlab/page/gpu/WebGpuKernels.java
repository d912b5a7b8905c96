package org.layerlab.page.gpu;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoBatch;
import org.layerlab.network.data.PhotoKernels;
import org.layerlab.network.function.Elementary;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.AdamConstants;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.NumberListener;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.Shapes;

/**
 * Kernels in float32 on the GPU. Operations gather until {@link #submit} hands them over; numbers are asked
 * for with a listener, and a matrix can be read once it was fetched. What asks for an answer at once is refused.
 */
public class WebGpuKernels extends GpuMapKernels implements Kernels, PhotoKernels {
    private final GpuPhotos pictures = new GpuPhotos(queue, matrices);
    private final double mostBytes;
    private final Runnable timed;
    private byte @Nullable [] kept;
    private @Nullable GpuMatrix keptBytes;

    /** Kernels on this device. */
    public WebGpuKernels(Gpu gpu) {
        this(gpu, gpu.tiles(), gpu::keepTiles);
    }

    /** The same, but the fastest tiles are timed again, and not kept. */
    public static WebGpuKernels timingTiles(Gpu gpu) {
        return new WebGpuKernels(gpu, new TileChoice(), () -> {});
    }

    /**
     * The same with other tiles.
     *
     * @param timed runs when some of them were timed
     */
    WebGpuKernels(Gpu gpu, TileChoice tiles, Runnable timed) {
        super(gpu, tiles);
        this.timed = timed;
        mostBytes = gpu.mostBytes();
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public boolean answersAtOnce() {
        return false;
    }

    /** Hands over the operations since the last time; the device begins with them. */
    public void submit() {
        queue.submit();
    }

    /** Hands over the operations since the last time, and runs this once all of them are done. */
    public void whenDone(Runnable then) {
        queue.whenDone(then);
    }

    /**
     * Times the products since the first update in several tiles, unless that was done before, and takes the fastest from
     * now on. To be called between updates, while all their matrices are there.
     */
    public void timeProducts(Runnable then) {
        products.time(() -> {
            timed.run();
            then.run();
        });
    }

    /** How many times operations were handed over whose answers have not come. */
    public int outstanding() {
        return queue.outstanding();
    }

    /** Runs this whenever answers have come. */
    public void whenAnswered(Runnable listener) {
        queue.whenAnswered(listener);
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
        products.release();
        kept = null;
        keptBytes = null;
        pictures.forget();
        matrices.releaseAll();
    }

    @Override
    public void write(double[] values, Matrix M) {
        Shapes.length("values", values.length, M);
        GpuMatrix own = own(M);
        own.changed();
        queue.write(own.buffer(), GpuBytes.floats(values), values.length);
    }

    @Override
    public double[] read(Matrix M) {
        double[] known = own(M).known();
        if (known == null) {
            throw new IllegalStateException(
                    "the " + M.rows() + "×" + M.columns() + " matrix is on the GPU and must be fetched first");
        }
        return known;
    }

    @Override
    public void fetch(List<Matrix> wanted, Runnable then) {
        int[] left = {wanted.size() + 1};
        Runnable one = () -> {
            if (--left[0] == 0) {
                then.run();
            }
        };
        for (Matrix M : wanted) {
            GpuMatrix own = own(M);
            int after = own.changes();
            queue.read(own, values -> {
                own.hold(GpuBytes.doubles(values), after);
                one.run();
            });
        }
        queue.submit();
        one.run();
    }

    /** Reads what a matrix holds now; it may be released before the answer comes. */
    final void readNow(Matrix M, Consumer<double[]> then) {
        queue.read(own(M), values -> then.accept(GpuBytes.doubles(values)));
    }

    @Override
    public void writeExamples(byte[] examples, Matrix M) {
        Shapes.length("examples", examples.length, M);
        GpuMatrix bytes = matrices.create(1, GpuBytes.words(examples.length));
        queue.write(bytes.buffer(), GpuBytes.padded(examples), bytes.count());
        queue.each(ElementShaders.EXAMPLES, count(M), Numbers.of(M.rows(), M.columns()), bytes, own(M));
        matrices.release(bytes);
    }

    @Override
    public void writeExamples(byte[] examples, int[] which, Matrix M) {
        Shapes.choice(examples.length, which, M);
        GpuMatrix bytes = keptBytes(examples);
        if (bytes == null) {
            Kernels.super.writeExamples(examples, which, M);
            return;
        }
        GpuMatrix chosen = matrices.create(1, which.length);
        queue.write(chosen.buffer(), GpuBytes.words(which), which.length);
        queue.each(ElementShaders.CHOSEN_EXAMPLES, count(M), Numbers.of(M.rows(), M.columns()), bytes, chosen, own(M));
        matrices.release(chosen);
    }

    /**
     * The bytes are copied to the device when they are first needed, and become numbers there; more than an operation can
     * read come a batch at a time.
     */
    @Override
    public void keepExamples(byte[] examples) {
        if (examples == kept || examples.length > mostBytes) {
            return;
        }
        if (keptBytes != null) {
            matrices.release(keptBytes);
        }
        kept = examples;
        keptBytes = null;
    }

    /** The bytes that are kept, brought there when they are first needed; null of other ones. */
    private @Nullable GpuMatrix keptBytes(byte[] examples) {
        GpuMatrix bytes = keptBytes;
        if (bytes == null && examples == kept) {
            bytes = matrices.create(1, GpuBytes.words(examples.length));
            queue.write(bytes.buffer(), GpuBytes.padded(examples), bytes.count());
            keptBytes = bytes;
        }
        return examples == kept ? bytes : null;
    }

    @Override
    public boolean paints(byte[] photos, long pixels) {
        return photos == kept && GpuPhotos.haveRoom(pixels);
    }

    @Override
    public void show(byte[] photos, PhotoBatch batch, Matrix X) {
        GpuMatrix bytes = keptBytes(photos);
        if (bytes == null) {
            throw new IllegalStateException("these photos are not kept");
        }
        Shapes.shape("X", X, batch.target() * batch.target() * 3, batch.size(), "the batch");
        pictures.show(bytes, batch, own(X));
    }

    @Override
    public void multiply(Matrix A, Matrix B, Matrix C) {
        Shapes.product("A", A, A.columns(), "B", B, B.rows());
        Shapes.shape("C", C, A.rows(), B.columns(), "A·B");
        products.multiply(own(A), own(B), own(C));
    }

    @Override
    public void multiplyNT(Matrix A, Matrix B, double scale, Matrix C) {
        Shapes.product("A", A, A.columns(), "Bᵀ", B, B.columns());
        Shapes.shape("C", C, A.rows(), B.rows(), "A·Bᵀ");
        products.multiplyNT(own(A), own(B), scale, own(C));
    }

    @Override
    public void multiplyTN(Matrix A, Matrix B, Matrix C) {
        Shapes.product("Aᵀ", A, A.rows(), "B", B, B.rows());
        Shapes.shape("C", C, A.columns(), B.columns(), "Aᵀ·B");
        products.multiplyTN(own(A), own(B), own(C));
    }

    @Override
    public void addBias(Matrix Z, Matrix b) {
        Shapes.shape("b", b, Z.rows(), 1, "Z");
        queue.each(ElementShaders.ADD_BIAS, count(Z), Numbers.of(Z.columns()), own(b), own(Z));
    }

    @Override
    public void activate(Activation g, Matrix Z, Matrix A) {
        Shapes.same("Z", Z, "A", A);
        queue.each(ElementShaders.forward(g), count(Z), Numbers.of(), own(Z), own(A));
    }

    @Override
    public void activateBackward(Activation g, Matrix Z, Matrix A, Matrix dA, Matrix dZ) {
        Shapes.same("Z", Z, "A", A);
        Shapes.same("Z", Z, "dA", dA);
        Shapes.same("Z", Z, "dZ", dZ);
        queue.each(ElementShaders.backward(g), count(Z), Numbers.of(), own(Z), own(A), own(dA), own(dZ));
    }

    @Override
    public void dropout(Matrix A, double keep, int seed, Matrix mask, Matrix D) {
        Shapes.same("A", A, "mask", mask);
        Shapes.same("A", A, "D", D);
        // uniform < keep means that the 32 bits of the hash are below keep·2³², rounded up.
        int last = (int) ((long) Math.ceil(keep * (1L << 32)) - 1);
        queue.each(ElementShaders.DROPOUT, count(A), Numbers.of(seed, last).and(1 / keep), own(A), own(mask), own(D));
    }

    @Override
    public void add(Matrix A, Matrix B, Matrix C) {
        Shapes.same("A", A, "B", B);
        Shapes.same("A", A, "C", C);
        queue.each(ElementShaders.ADD, count(A), Numbers.of(), own(A), own(B), own(C));
    }

    @Override
    public void scaleBy(Matrix A, Matrix B) {
        Shapes.same("A", A, "B", B);
        queue.each(ElementShaders.SCALE_BY, count(A), Numbers.of(), own(B), own(A));
    }

    @Override
    public void softmax(Matrix Z, Matrix A) {
        Shapes.same("Z", Z, "A", A);
        queue.each(MapShaders.SOFTMAX, Z.columns(), Numbers.of(Z.rows()), own(Z), own(A));
    }

    @Override
    public double crossEntropy(Matrix AL, Matrix Y) {
        throw late("crossEntropy");
    }

    @Override
    public void crossEntropy(Matrix AL, Matrix Y, NumberListener sum) {
        Shapes.same("AL", AL, "Y", Y);
        queue.ask(SumShaders.CROSS_ENTROPY, infinite(AL), sum, own(AL), own(Y));
    }

    @Override
    public double classCrossEntropy(Matrix AL, Matrix Y) {
        throw late("classCrossEntropy");
    }

    @Override
    public void classCrossEntropy(Matrix AL, Matrix Y, NumberListener sum) {
        Shapes.same("AL", AL, "Y", Y);
        queue.ask(SumShaders.CLASS_CROSS_ENTROPY, infinite(AL), sum, own(AL), own(Y));
    }

    private static Numbers infinite(Matrix AL) {
        return Numbers.of(AL.rows() * AL.columns()).and(Double.POSITIVE_INFINITY);
    }

    @Override
    public int countCorrect(Matrix AL, Matrix Y) {
        throw late("countCorrect");
    }

    @Override
    public void countCorrect(Matrix AL, Matrix Y, NumberListener count) {
        Shapes.same("AL", AL, "Y", Y);
        queue.ask(SumShaders.COUNT_CORRECT, infinite(AL), count, own(AL), own(Y));
    }

    @Override
    public int countCorrectClasses(Matrix AL, Matrix Y) {
        throw late("countCorrectClasses");
    }

    @Override
    public void countCorrectClasses(Matrix AL, Matrix Y, NumberListener count) {
        Shapes.same("AL", AL, "Y", Y);
        queue.ask(SumShaders.COUNT_CORRECT_CLASSES, Numbers.of(AL.columns(), AL.rows()), count, own(AL), own(Y));
    }

    private static IllegalStateException late(String operation) {
        return new IllegalStateException("the GPU answers " + operation + " late: ask with a listener");
    }

    @Override
    public void outputError(Matrix AL, Matrix Y, Matrix dZ) {
        Shapes.same("AL", AL, "Y", Y);
        Shapes.same("AL", AL, "dZ", dZ);
        queue.each(ElementShaders.SUBTRACT, count(AL), Numbers.of(), own(AL), own(Y), own(dZ));
    }

    @Override
    public void sumColumns(Matrix dZ, double scale, Matrix db) {
        Shapes.shape("db", db, dZ.rows(), 1, "dZ");
        queue.groups(SumShaders.SUM_COLUMNS, dZ.rows(), Numbers.of(dZ.columns()).and(scale), own(dZ), own(db));
    }

    @Override
    public void descend(Matrix W, Matrix dW, double rate, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        queue.each(ElementShaders.DESCEND, count(W), Numbers.of().and(rate, l1, l2), own(dW), own(W));
    }

    @Override
    public void descendMomentum(Matrix W, Matrix dW, Matrix V, double rate, double momentum, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "V", V);
        queue.each(
                ElementShaders.DESCEND_MOMENTUM,
                count(W),
                Numbers.of().and(rate, l1, l2, momentum),
                own(dW),
                own(V),
                own(W));
    }

    @Override
    public void descendAdam(Matrix W, Matrix dW, Matrix M, Matrix S, double rate, int t, double l1, double l2) {
        Shapes.same("W", W, "dW", dW);
        Shapes.same("W", W, "M", M);
        Shapes.same("W", W, "S", S);
        double meanScale = 1 / (1 - Elementary.power(AdamConstants.BETA1, t));
        double squareScale = 1 / (1 - Elementary.power(AdamConstants.BETA2, t));
        Numbers numbers = Numbers.of()
                .and(rate, l1, l2, AdamConstants.BETA1, AdamConstants.BETA2, AdamConstants.EPSILON)
                .and(meanScale, squareScale);
        queue.each(ElementShaders.DESCEND_ADAM, count(W), numbers, own(dW), own(M), own(S), own(W));
    }
}
