package org.layerlab.page.gpu;

import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.PoolShape;

/** Operations on maps: pooling, normalization, softmax, depthwise convolution. Shapes stand in the text as constants. */
final class MapShaders {
    static final Shader AVERAGE_POOL =
            Shader.each("averagePool").reads("A").writes("P").counts("inputs").body("""
                    var sum = 0.0;
                    for (var e = i; e < p.inputs; e += p.n) { sum += A[e]; }
                    P[i] = sum / f32(p.inputs / p.n);
                    """);

    static final Shader AVERAGE_POOL_BACKWARD = Shader.each("averagePoolBackward")
            .reads("dP")
            .writes("dA")
            .counts("outputs")
            .body("dA[i] = dP[i % p.outputs] / f32(p.n / p.outputs);");

    private static final String CHANNEL = "let c = i / p.columns % p.channels;\n";

    static final Shader SCALE_CHANNELS = Shader.each("scaleChannels")
            .reads("Z", "scale", "shift")
            .writes("A")
            .counts("columns", "channels", "rectify")
            .with(WgslFunctions.RECTIFIED)
            .body(CHANNEL + """
                            A[i] = rectified(fma(scale[c], Z[i], shift[c]), p.rectify);
                            """);

    static final Shader COMBINE_CHANNELS = Shader.each("combineChannels")
            .reads("Z", "A", "dA", "factors")
            .writes("dZ")
            .counts("columns", "channels", "rectified")
            .body(CHANNEL + """
                            let dY = select(dA[i], 0.0, p.rectified == 1u && A[i] <= 0.0);
                            dZ[i] = factors[3u * c] * dY + factors[3u * c + 1u] * Z[i] + factors[3u * c + 2u];
                            """);

    /** Of each column. */
    static final Shader SOFTMAX = Shader.each("softmax")
            .reads("Z")
            .writes("A")
            .counts("rows")
            .with(WgslFunctions.IS_NAN + WgslFunctions.EXP)
            .body("""
                    let end = p.rows * p.n;
                    var greatest = Z[i];
                    for (var e = i; e < end; e += p.n) { greatest = max(greatest, Z[e]); }
                    var sum = 0.0;
                    for (var e = i; e < end; e += p.n) {
                      let z = Z[e] - greatest;
                      let power = select(expOf(z), z, isNaN(z));
                      A[e] = power;
                      sum += power;
                    }
                    for (var e = i; e < end; e += p.n) { A[e] = A[e] / sum; }
                    """);

    private MapShaders() {}

    /** {@code const name = value;} for each. */
    private static String constants(Object... namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append("const ").append(namesAndValues[i]).append(" = ");
            text.append(namesAndValues[i + 1]).append(";\n");
        }
        return text.toString();
    }

    /** The sides and channels of both maps. */
    static String constants(MapShape in, MapShape out) {
        return constants(
                "IN_HEIGHT", in.height() + "i",
                "IN_WIDTH", in.width() + "i",
                "IN_CHANNELS", in.channels() + "u",
                "OUT_HEIGHT", out.height() + "i",
                "OUT_WIDTH", out.width() + "i",
                "OUT_CHANNELS", out.channels() + "u");
    }

    /** The same with the window's. */
    static String constants(ConvShape shape) {
        return constants(shape.input(), shape.output())
                + constants(
                        "KERNEL", shape.kernel() + "i",
                        "STRIDE", shape.stride() + "i",
                        "PADDING", shape.padding() + "i");
    }

    /** The geometry in a word, for names: a record's own text may be cut by the compiler. */
    static String text(ConvShape shape) {
        return shape.input() + " to " + shape.filters() + " by " + shape.kernel() + " s" + shape.stride() + " p"
                + shape.padding();
    }

    private static String text(PoolShape shape) {
        return shape.input() + " by " + shape.size();
    }

    private static String constants(PoolShape shape) {
        return constants(shape.input(), shape.output()) + constants("SIZE", shape.size() + "i");
    }

    /** Where the greatest of the square at {@code (y, x)} of the output is, the first of several; NaN is greatest. */
    private static final String GREATEST = WgslFunctions.IS_NAN + """
            fn greatest(y: i32, x: i32, c: u32, j: u32) -> u32 {
              var best = inputAt(y * SIZE, x * SIZE, c, j);
              for (var k = 1; k < SIZE * SIZE; k++) {
                let other = inputAt(y * SIZE + k / SIZE, x * SIZE + k % SIZE, c, j);
                if (!isNaN(A[best]) && (A[other] > A[best] || isNaN(A[other]))) { best = other; }
              }
              return best;
            }
            """;

    private static final String INPUT_AT = """
            fn inputAt(y: i32, x: i32, c: u32, j: u32) -> u32 {
              return (u32(y * IN_WIDTH + x) * IN_CHANNELS + c) * p.columns + j;
            }
            """;

    private static final String OUTPUT_AT = """
            fn outputAt(y: i32, x: i32, c: u32, j: u32) -> u32 {
              return (u32(y * OUT_WIDTH + x) * OUT_CHANNELS + c) * p.columns + j;
            }
            """;

    /** Which element this is: pixel (y, x), channel c, example j. */
    private static String place(String side) {
        return "let j = i % p.columns;\nlet c = i / p.columns % " + side + "_CHANNELS;\n"
                + "let pixel = i32(i / p.columns / " + side + "_CHANNELS);\n"
                + "let y = pixel / " + side + "_WIDTH;\nlet x = pixel % " + side + "_WIDTH;\n";
    }

    static Shader maxPool(PoolShape shape) {
        return Shader.each("maxPool " + text(shape))
                .reads("A")
                .writes("P")
                .counts("columns")
                .with(constants(shape) + INPUT_AT + GREATEST)
                .body(place("OUT") + "P[i] = A[greatest(y, x, c, j)];");
    }

    static Shader maxPoolBackward(PoolShape shape) {
        return Shader.each("maxPoolBackward " + text(shape))
                .reads("A", "dP")
                .writes("dA")
                .counts("columns")
                .with(constants(shape) + INPUT_AT + OUTPUT_AT + GREATEST)
                .body(place("IN") + """
                                let oy = y / SIZE;
                                let ox = x / SIZE;
                                var d = 0.0;
                                if (oy < OUT_HEIGHT && ox < OUT_WIDTH && greatest(oy, ox, c, j) == i) {
                                  d = dP[outputAt(oy, ox, c, j)];
                                }
                                dA[i] = d;
                                """);
    }

    static Shader depthwise(DepthwiseShape shape) {
        return Shader.each("depthwise " + text(shape.each()))
                .reads("W", "b", "A")
                .writes("Z")
                .counts("columns", "rectify")
                .with(constants(shape.each()) + INPUT_AT + WgslFunctions.RECTIFIED)
                .body(place("OUT") + """
                                var z = b[c];
                                for (var tap = 0; tap < KERNEL * KERNEL; tap++) {
                                  let fromY = y * STRIDE + tap / KERNEL - PADDING;
                                  let fromX = x * STRIDE + tap % KERNEL - PADDING;
                                  if (fromY >= 0 && fromY < IN_HEIGHT && fromX >= 0 && fromX < IN_WIDTH) {
                                    z = fma(W[c * u32(KERNEL * KERNEL) + u32(tap)], A[inputAt(fromY, fromX, c, j)], z);
                                  }
                                }
                                Z[i] = rectified(z, p.rectify);
                                """);
    }

    static Shader depthwiseToInput(DepthwiseShape shape) {
        return Shader.each("depthwiseToInput " + text(shape.each()))
                .reads("W", "dZ")
                .writes("dA")
                .counts("columns")
                .with(constants(shape.each()) + OUTPUT_AT)
                .body(place("IN") + """
                                var d = 0.0;
                                for (var tap = 0; tap < KERNEL * KERNEL; tap++) {
                                  let toY = y + PADDING - tap / KERNEL;
                                  let toX = x + PADDING - tap % KERNEL;
                                  let oy = toY / STRIDE;
                                  let ox = toX / STRIDE;
                                  if (toY >= 0 && toX >= 0 && toY % STRIDE == 0 && toX % STRIDE == 0
                                      && oy < OUT_HEIGHT && ox < OUT_WIDTH) {
                                    d = fma(W[c * u32(KERNEL * KERNEL) + u32(tap)], dZ[outputAt(oy, ox, c, j)], d);
                                  }
                                }
                                dA[i] = d;
                                """);
    }

    /** A group for each tap of each channel. */
    static Shader depthwiseToFilters(DepthwiseShape shape) {
        return Shader.groups("depthwiseToFilters " + text(shape.each()))
                .reads("dZ", "A")
                .writes("dW")
                .counts("columns")
                .numbers("scale")
                .totals()
                .with(constants(shape.each()) + INPUT_AT + OUTPUT_AT)
                .body("""
                        let c = group / u32(KERNEL * KERNEL);
                        let tap = i32(group % u32(KERNEL * KERNEL));
                        var sum = 0.0;
                        for (var e = lane; e < u32(OUT_HEIGHT * OUT_WIDTH) * p.columns; e += 256u) {
                          let j = e % p.columns;
                          let y = i32(e / p.columns) / OUT_WIDTH;
                          let x = i32(e / p.columns) % OUT_WIDTH;
                          let fromY = y * STRIDE + tap / KERNEL - PADDING;
                          let fromX = x * STRIDE + tap % KERNEL - PADDING;
                          if (fromY >= 0 && fromY < IN_HEIGHT && fromX >= 0 && fromX < IN_WIDTH) {
                            sum = fma(dZ[outputAt(y, x, c, j)], A[inputAt(fromY, fromX, c, j)], sum);
                          }
                        }
                        let all = total(lane, sum);
                        if (lane == 0u) { dW[group] = p.scale * all; }
                        """);
    }
}
