package org.layerlab.page.kernels;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.Shapes;

/**
 * The matrices of one set of kernels, in the module's memory, row by row.
 *
 * <p>In float32 a batch of examples stays the bytes it came as while only products read it; they become numbers when
 * something else asks for the matrix' address.
 */
final class WasmMatrices {
    /** The address of a released matrix. */
    private static final int RELEASED = 0;

    /** A smaller batch becomes numbers at once. */
    private static final int LEAST_EXAMPLES = 8;

    /** Bytes of the examples that stay in this memory because they are needed often: 8,000 photos. */
    private static final int MOST_KEPT = 96 * 1024 * 1024;

    /** One matrix. */
    private static final class WasmMatrix implements Matrix {
        private final WasmMatrices owner;
        private final int rows;
        private final int columns;
        private int address;

        /** Address of the bytes that have yet to become its elements, or 0. */
        private int examples;

        WasmMatrix(WasmMatrices owner, int address, int rows, int columns) {
            this.owner = owner;
            this.address = address;
            this.rows = rows;
            this.columns = columns;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns;
        }

        int count() {
            return rows * columns;
        }

        /** Room for its examples: products read a few bytes past the last. */
        long examplesBytes() {
            return count() + 16L;
        }
    }

    private final KernelCalls calls;
    private final TensorMemory memory;
    private final int wide;
    private final int bytes;
    private final List<WasmMatrix> live = new ArrayList<>();
    private byte @Nullable [] kept;
    private int keptAt;
    private int keptBytes;

    WasmMatrices(KernelCalls calls, TensorMemory memory, Precision precision) {
        this.calls = calls;
        this.memory = memory;
        wide = precision == Precision.FLOAT64 ? 1 : 0;
        bytes = wide == 1 ? Double.BYTES : Float.BYTES;
    }

    /** 1 for float64 and 0 for float32, as {@link KernelCalls} take it. */
    int wide() {
        return wide;
    }

    /** Bytes of one element. */
    int bytes() {
        return bytes;
    }

    /** A matrix of zeros. */
    Matrix create(int rows, int columns) {
        long size = (long) Shapes.size(rows, columns) * bytes;
        int address = memory.allocate(size);
        calls.clear(address, (int) TensorMemory.rounded(size));
        WasmMatrix M = new WasmMatrix(this, address, rows, columns);
        live.add(M);
        return M;
    }

    void release(Matrix M) {
        WasmMatrix own = own(M);
        forgetExamples(own);
        memory.release(own.address, (long) own.count() * bytes);
        own.address = RELEASED;
        // From the end: the newest matrix is usually released first.
        for (int i = live.size() - 1; i >= 0; i--) {
            if (live.get(i) == own) {
                live.remove(i);
                return;
            }
        }
    }

    void releaseAll() {
        while (!live.isEmpty()) {
            release(live.get(live.size() - 1));
        }
        forgetKept();
    }

    void write(double[] values, Matrix M) {
        Shapes.length("values", values.length, M);
        calls.write(wide, values, at(M));
    }

    double[] read(Matrix M) {
        double[] values = new double[count(M)];
        calls.read(wide, at(M), values);
        return values;
    }

    void clear(Matrix M) {
        calls.clear(at(M), count(M) * bytes);
    }

    int count(Matrix M) {
        return own(M).count();
    }

    /** The matrix' address, once all of its elements are there. */
    int at(Matrix M) {
        WasmMatrix own = own(M);
        if (own.examples != 0) {
            calls.examples(wide, own.examples, M.rows(), M.columns(), own.address);
            forgetExamples(own);
        }
        return own.address;
    }

    /** The address of the bytes that have yet to become the matrix' elements, or 0. */
    int examples(Matrix M) {
        return own(M).examples;
    }

    void writeExamples(byte[] examples, Matrix M) {
        Shapes.length("examples", examples.length, M);
        calls.writeBytes(examples, 0, examples.length, roomForExamples(M));
        readyExamples(M);
    }

    void writeExamples(byte[] examples, int[] which, Matrix M) {
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

    /** Copies the examples into this memory if bytes enter it slowly; does nothing if there is no room. */
    void keepExamples(byte[] examples) {
        if (examples == kept || !calls.fewAtATime()) {
            return;
        }
        forgetKept();
        int count = Math.min(examples.length, MOST_KEPT);
        try {
            keptAt = memory.allocate(count);
        } catch (IllegalStateException e) {
            // The tab has no more memory. Without the copy everything works, a little slower.
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
            own.examples = memory.allocate(own.examplesBytes());
        }
        return own.examples;
    }

    private void readyExamples(Matrix M) {
        if (wide == 1 || M.columns() < LEAST_EXAMPLES) {
            at(M);
        }
    }

    private void forgetExamples(WasmMatrix M) {
        if (M.examples != 0) {
            memory.release(M.examples, M.examplesBytes());
            M.examples = 0;
        }
    }

    private WasmMatrix own(Matrix M) {
        if (M instanceof WasmMatrix matrix && matrix.owner == this) {
            if (matrix.address == RELEASED) {
                throw new IllegalStateException("the " + M.rows() + "×" + M.columns() + " matrix was released");
            }
            return matrix;
        }
        throw new IllegalArgumentException(
                "a matrix of other kernels: " + M.getClass().getSimpleName());
    }
}
