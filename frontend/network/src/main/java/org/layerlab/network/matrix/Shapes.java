package org.layerlab.network.matrix;

/** Checks that matrices fit, with messages that name both sides. */
public final class Shapes {
    /** The most elements that an array can hold. */
    public static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

    private Shapes() {}

    /** Refuses sizes that no array can hold. */
    public static int size(int rows, int columns) {
        if (rows < 0 || columns < 0 || (long) rows * columns > MOST_ELEMENTS) {
            throw new IllegalArgumentException("a matrix of " + rows + "×" + columns + " can't be made");
        }
        return rows * columns;
    }

    /** Refuses two matrices of different shape. */
    public static void same(String nameA, Matrix A, String nameB, Matrix B) {
        shape(nameB, B, A.rows(), A.columns(), nameA);
    }

    /** Refuses a matrix that is not rows×columns, as demanded by another one. */
    public static void shape(String name, Matrix M, int rows, int columns, String demandedBy) {
        if (M.rows() != rows || M.columns() != columns) {
            throw new IllegalArgumentException(name + " is " + M.rows() + "×" + M.columns() + ", but " + demandedBy
                    + " needs " + rows + "×" + columns);
        }
    }

    /** Refuses a product whose inner sizes differ. */
    public static void product(String nameA, Matrix A, int innerA, String nameB, Matrix B, int innerB) {
        if (innerA != innerB) {
            throw new IllegalArgumentException(nameA + " is " + A.rows() + "×" + A.columns() + " and " + nameB
                    + " is " + B.rows() + "×" + B.columns() + ": they can't be multiplied, " + innerA + " is not "
                    + innerB);
        }
    }

    /** Refuses an array of another length than the matrix holds. */
    public static void length(String name, int length, Matrix M) {
        if (length != M.rows() * M.columns()) {
            throw new IllegalArgumentException(
                    name + " has " + length + " values, but the matrix is " + M.rows() + "×" + M.columns());
        }
    }

    /** Refuses a choice of examples, as many bytes each as the matrix has rows, that are not there or don't fill it. */
    public static void choice(int bytes, int[] which, Matrix M) {
        if (which.length != M.columns()) {
            throw new IllegalArgumentException(
                    which.length + " examples are chosen, but the matrix is " + M.rows() + "×" + M.columns());
        }
        for (int example : which) {
            if (example < 0 || (example + 1L) * M.rows() > bytes) {
                throw new IllegalArgumentException("example " + example + " is chosen, but " + bytes
                        + " bytes hold fewer examples of " + M.rows());
            }
        }
    }

    /** Refuses filters and biases that are not a convolution's. */
    public static void filters(ConvShape shape, Matrix W, Matrix b) {
        shape("W", W, shape.filters(), shape.window(), "the convolution");
        shape("b", b, shape.filters(), 1, "the convolution");
    }

    /** Refuses filters and biases that are not a depthwise convolution's. */
    public static void filters(DepthwiseShape shape, Matrix W, Matrix b) {
        shape("W", W, shape.channels(), shape.taps(), "the depthwise convolution");
        shape("b", b, shape.channels(), 1, "the depthwise convolution");
    }

    /** Refuses maps that a convolution does not take and give. */
    public static void maps(ConvShape shape, String nameIn, Matrix in, String nameOut, Matrix out) {
        shape(nameIn, in, shape.input().features(), in.columns(), "the convolution of " + shape.input());
        shape(nameOut, out, shape.output().features(), in.columns(), "the convolution to " + shape.output());
    }

    /** Refuses maps that a pooling does not take and give. */
    public static void maps(PoolShape shape, String nameIn, Matrix in, String nameOut, Matrix out) {
        shape(nameIn, in, shape.input().features(), in.columns(), "the pooling of " + shape.input());
        shape(nameOut, out, shape.output().features(), in.columns(), "the pooling to " + shape.output());
    }

    /** Refuses what is not one number for each channel of a normalization. */
    public static void norm(String name, Matrix M, String nameA, Matrix A, String nameB, Matrix B) {
        shape(name, M, M.rows(), 1, "the normalization");
        same(name, M, nameA, A);
        same(name, M, nameB, B);
    }

    /** Refuses a matrix whose rows are not whole pixels of this many channels. */
    public static void channels(String name, Matrix M, int channels, String demandedBy) {
        if (channels == 0 || M.rows() % channels != 0) {
            throw new IllegalArgumentException(name + " is " + M.rows() + "×" + M.columns() + ", but " + demandedBy
                    + " has " + channels + " channels, which do not divide its rows");
        }
    }
}
