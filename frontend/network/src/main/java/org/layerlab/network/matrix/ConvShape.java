package org.layerlab.network.matrix;

/**
 * The geometry of a convolution. Filter f at output pixel (y, x) sees the input's pixels {@code (y·stride + ky −
 * padding, x·stride + kx − padding)} for ky and kx from 0 to kernel − 1; what lies outside of the input counts as 0.
 *
 * @param input what is convolved
 * @param filters channels of the output, at least 1
 * @param kernel odd side of the square that a filter sees
 * @param stride pixels of the input from one output pixel to the next, at least 1
 * @param padding pixels of zeros around the input, at least 0 and less than the kernel
 */
public record ConvShape(MapShape input, int filters, int kernel, int stride, int padding) {
    public ConvShape {
        if (kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException("a kernel of " + kernel + "x" + kernel + ": its side must be odd");
        }
        if (filters < 1) {
            throw new IllegalArgumentException("a convolution of " + filters + " filters: there must be at least one");
        }
        if (stride < 1) {
            throw new IllegalArgumentException("a stride of " + stride + ": it must be at least 1");
        }
        if (padding < 0 || padding >= kernel) {
            throw new IllegalArgumentException("a padding of " + padding + " with a kernel of " + kernel + "x" + kernel
                    + ": it must be at least 0 and less than the kernel");
        }
        if (kernel > input.height() + 2 * padding || kernel > input.width() + 2 * padding) {
            throw new IllegalArgumentException("a kernel of " + kernel + "x" + kernel + " does not fit into " + input
                    + " with a padding of " + padding);
        }
        if ((double) filters * kernel * kernel * input.channels() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    filters + " filters of " + kernel + "x" + kernel + "x" + input.channels() + " are too large");
        }
    }

    /** The usual one: stride 1, and as much padding as keeps height and width. */
    public static ConvShape same(MapShape input, int filters, int kernel) {
        return new ConvShape(input, filters, kernel, 1, kernel / 2);
    }

    /** What comes out. */
    public MapShape output() {
        return new MapShape(
                (input.height() + 2 * padding - kernel) / stride + 1,
                (input.width() + 2 * padding - kernel) / stride + 1,
                filters);
    }

    /** How many values a filter sees, the columns of W: in the order ky, kx, channel. */
    public int window() {
        return kernel * kernel * input.channels();
    }

    /** Multiplications and additions for one example, those with the padding's zeros included. */
    public double flops() {
        return 2.0 * window() * output().features();
    }
}
