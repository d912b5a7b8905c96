package org.layerlab.page.gpu;

import org.layerlab.network.matrix.ConvShape;

/**
 * Convolutions as products whose B is never written down: a column is a pixel of an example, and its elements are read
 * from where the window lies. The geometry stands in the text as constants, which makes its divisions cheap.
 */
final class ConvolutionShaders {
    /** A column's pixel, its example, and where the window on the other map begins. */
    private static final String COLUMN = """
            struct Column { pixel: u32, example: u32, y: i32, x: i32 }
            """;

    private ConvolutionShaders() {}

    /**
     * {@code Z = W ∗ A + b}: rows are filters, columns output pixels of examples, sums go over the window.
     *
     * @param byFours whether the examples are a multiple of four
     */
    static Shader forward(ConvShape shape, Tile tile, boolean byFours) {
        ProductShader product = new ProductShader(name("convolve ", shape, byFours), tile)
                .operands(MapShaders.constants(shape)
                        + WgslFunctions.RECTIFIED
                        + COLUMN
                        + (byFours ? byFours("A") : ProductShader.ONE_BY_ONE)
                        + """
                        fn columnAt(column: u32) -> Column {
                          let pixel = column / p.examples;
                          let y = i32(pixel) / OUT_WIDTH;
                          let x = i32(pixel) % OUT_WIDTH;
                          return Column(pixel, column % p.examples, y * STRIDE - PADDING, x * STRIDE - PADDING);
                        }
                        fn a(row: u32, k: u32) -> f32 { return W[row * p.depth + k]; }
                        fn place(k: u32, c: Column) -> i32 {
                          let tap = i32(k / IN_CHANNELS);
                          let y = c.y + tap / KERNEL;
                          let x = c.x + tap % KERNEL;
                          let inside = y >= 0 && y < IN_HEIGHT && x >= 0 && x < IN_WIDTH;
                          let feature = u32(y * IN_WIDTH + x) * IN_CHANNELS + k % IN_CHANNELS;
                          return select(-1, i32(feature * p.examples + c.example), inside);
                        }
                        fn put(part: u32, row: u32, column: u32, sum: f32) {
                          if (row < p.rows && column < p.columns) {
                            let pixel = column / p.examples;
                            let at = (pixel * OUT_CHANNELS + row) * p.examples + column % p.examples;
                            Z[at] = rectified(sum + bias[row], p.rectify);
                          }
                        }
                        """
                        + (byFours ? "" : oneByOne("A")));
        Shader roles = product.named().reads("W").readsAs(byFours ? "vec4f" : "f32", "A");
        return product.on(roles.reads("bias").writes("Z")).counts("examples", "rectify");
    }

    /** The gradient by the input: rows are channels, columns input pixels of examples, sums go over taps and filters. */
    static Shader toInput(ConvShape shape, Tile tile, boolean byFours) {
        ProductShader product = new ProductShader(name("convolveToInput ", shape, byFours), tile)
                .operands(MapShaders.constants(shape)
                        + COLUMN
                        + (byFours ? byFours("dZ") : ProductShader.ONE_BY_ONE)
                        + """
                        fn columnAt(column: u32) -> Column {
                          let pixel = column / p.examples;
                          let y = i32(pixel) / IN_WIDTH;
                          let x = i32(pixel) % IN_WIDTH;
                          return Column(pixel, column % p.examples, y + PADDING, x + PADDING);
                        }
                        fn a(row: u32, k: u32) -> f32 {
                          let window = u32(KERNEL * KERNEL) * IN_CHANNELS;
                          return W[k % OUT_CHANNELS * window + k / OUT_CHANNELS * IN_CHANNELS + row];
                        }
                        fn place(k: u32, c: Column) -> i32 {
                          let tap = i32(k / OUT_CHANNELS);
                          let y = c.y - tap / KERNEL;
                          let x = c.x - tap % KERNEL;
                          let inside = y >= 0 && y / STRIDE < OUT_HEIGHT && x >= 0 && x / STRIDE < OUT_WIDTH
                              && y % STRIDE == 0 && x % STRIDE == 0;
                          let feature = u32(y / STRIDE * OUT_WIDTH + x / STRIDE) * OUT_CHANNELS + k % OUT_CHANNELS;
                          return select(-1, i32(feature * p.examples + c.example), inside);
                        }
                        fn put(part: u32, row: u32, column: u32, sum: f32) {
                          if (row < p.rows && column < p.columns) {
                            let pixel = column / p.examples;
                            dA[(pixel * IN_CHANNELS + row) * p.examples + column % p.examples] = sum;
                          }
                        }
                        """
                        + (byFours ? "" : oneByOne("dZ")));
        Shader roles = product.named().reads("W").readsAs(byFours ? "vec4f" : "f32", "dZ");
        return product.on(roles.writes("dA")).counts("examples");
    }

    /** The gradient by the filters: rows are filters, columns the window, sums go over output pixels and examples. */
    static Shader toFilters(ConvShape shape, Tile tile) {
        ProductShader product = new ProductShader("convolveToFilters " + MapShaders.text(shape), tile)
                .operands(MapShaders.constants(shape) + """
                        struct Column { y: i32, x: i32, channel: u32 }
                        fn columnAt(column: u32) -> Column {
                          let tap = i32(column / IN_CHANNELS);
                          return Column(tap / KERNEL - PADDING, tap % KERNEL - PADDING, column % IN_CHANNELS);
                        }
                        fn a(row: u32, k: u32) -> f32 {
                          return dZ[(k / p.examples * OUT_CHANNELS + row) * p.examples + k % p.examples];
                        }
                        fn b(k: u32, c: Column) -> f32 {
                          let pixel = i32(k / p.examples);
                          let y = pixel / OUT_WIDTH * STRIDE + c.y;
                          let x = pixel % OUT_WIDTH * STRIDE + c.x;
                          let inside = y >= 0 && y < IN_HEIGHT && x >= 0 && x < IN_WIDTH;
                          let feature = u32(y * IN_WIDTH + x) * IN_CHANNELS + c.channel;
                          return select(0.0, A[select(0u, feature * p.examples + k % p.examples, inside)], inside);
                        }
                        """ + ProductShader.ONE_BY_ONE + ProductShader.PUT);
        return product.on(product.named().reads("dZ", "A").writes("C"))
                .numbers("scale")
                .counts("examples");
    }

    private static String name(String operation, ConvShape shape, boolean byFours) {
        return operation + MapShaders.text(shape) + (byFours ? " by fours" : "");
    }

    private static String oneByOne(String map) {
        return "fn b(k: u32, c: Column) -> f32 {\n"
                + "  let at = place(k, c);\n"
                + "  return select(0.0, " + map + "[max(at, 0)], at >= 0);\n}\n";
    }

    /** Four examples of the same pixel. */
    private static String byFours(String map) {
        return "fn b4(k: u32, c0: Column, c1: Column, c2: Column, c3: Column) -> vec4f {\n"
                + "  let at = place(k, c0);\n"
                + "  return select(vec4f(), " + map + "[max(at, 0) / 4], at >= 0);\n}\n";
    }
}
