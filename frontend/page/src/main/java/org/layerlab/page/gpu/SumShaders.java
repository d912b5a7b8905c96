package org.layerlab.page.gpu;

/** Operations that take many numbers together: costs, counts, and sums by row and by channel. */
final class SumShaders {
    static final Shader CROSS_ENTROPY = asked("crossEntropy", """
            let a = AL[i];
            let y = Y[i];
            if (y != 0.0) { sum -= y * logOf(a); }
            if (y != 1.0) { sum -= (1.0 - y) * logOf(1.0 - a); }
            """);

    static final Shader CLASS_CROSS_ENTROPY = asked("classCrossEntropy", """
            let y = Y[i];
            if (y != 0.0) { sum -= y * logOf(AL[i]); }
            """);

    static final Shader COUNT_CORRECT = asked("countCorrect", "if ((AL[i] > 0.5) == (Y[i] > 0.5)) { sum += 1.0; }");

    /** Of m columns. */
    static final Shader COUNT_CORRECT_CLASSES = Shader.groups("countCorrectClasses")
            .reads("AL", "Y")
            .writes("answers")
            .counts("n", "rows", "to")
            .totals()
            .body("""
                    var sum = 0.0;
                    for (var i = lane; i < p.n; i += 256u) {
                      var bestA = i;
                      var bestY = i;
                      for (var r = i + p.n; r < p.rows * p.n; r += p.n) {
                        if (AL[r] > AL[bestA]) { bestA = r; }
                        if (Y[r] > Y[bestY]) { bestY = r; }
                      }
                      if (bestA == bestY) { sum += 1.0; }
                    }
                    let all = total(lane, sum);
                    if (lane == 0u) { answers[p.to] = all; }
                    """);

    /** {@code db = scale · Σ_columns dZ}, a group a row. */
    static final Shader SUM_COLUMNS = Shader.groups("sumColumns")
            .reads("dZ")
            .writes("db")
            .counts("columns")
            .numbers("scale")
            .totals()
            .body("""
                    var sum = 0.0;
                    for (var j = lane; j < p.columns; j += 256u) { sum += dZ[group * p.columns + j]; }
                    let all = total(lane, sum);
                    if (lane == 0u) { db[group] = p.scale * all; }
                    """);

    /** Where element e of the channel that a group sums is: of {@code p.groups} channels, {@code p.columns} examples. */
    private static final String OF_CHANNEL =
            "let i = (e / p.columns * p.groups + group) * p.columns + e % p.columns;\n";

    private static final String EACH_OF_CHANNEL = "for (var e = lane; e < p.each; e += 256u) {\n" + OF_CHANNEL;

    /** {@code db = scale · Σ dZ} over the pixels and examples of each channel. */
    static final Shader SUM_CHANNELS = Shader.groups("sumChannels")
            .reads("dZ")
            .writes("db")
            .counts("columns", "each")
            .numbers("scale")
            .totals()
            .body("var sum = 0.0;\n" + EACH_OF_CHANNEL + """
                              sum += dZ[i];
                            }
                            let all = total(lane, sum);
                            if (lane == 0u) { db[group] = p.scale * all; }
                            """);

    static final Shader MOMENTS = Shader.groups("channelMoments")
            .reads("Z")
            .writes("mean", "variance")
            .counts("columns", "each")
            .totals()
            .body("var sum = 0.0;\n" + EACH_OF_CHANNEL + """
                              sum += Z[i];
                            }
                            let center = total(lane, sum) / f32(p.each);
                            var squares = 0.0;
                            """ + EACH_OF_CHANNEL + """
                              let off = Z[i] - center;
                              squares += off * off;
                            }
                            let spread = total(lane, squares) / f32(p.each);
                            if (lane == 0u) {
                              mean[group] = center;
                              variance[group] = spread;
                            }
                            """);

    /** With {@code p.rectified} 1 where A was rectified. */
    static final Shader CHANNEL_SUMS = Shader.groups("channelSums")
            .reads("Z", "A", "dA", "mean")
            .writes("sums")
            .counts("columns", "each", "rectified")
            .totals()
            .body("""
                    let center = mean[group];
                    var sum = 0.0;
                    var product = 0.0;
                    """ + EACH_OF_CHANNEL + """
                              let dY = select(dA[i], 0.0, p.rectified == 1u && A[i] <= 0.0);
                              sum += dY;
                              product += dY * (Z[i] - center);
                            }
                            let all = total(lane, sum);
                            let products = total(lane, product);
                            if (lane == 0u) {
                              sums[2u * group] = all;
                              sums[2u * group + 1u] = products;
                            }
                            """);

    private SumShaders() {}

    private static Shader asked(String name, String term) {
        return Shader.groups(name)
                .reads("AL", "Y")
                .writes("answers")
                .counts("n")
                .numbers("infinity")
                .counts("to")
                .totals()
                .with(WgslFunctions.LOG)
                .body("var sum = 0.0;\nfor (var i = lane; i < p.n; i += 256u) {\n" + term + "}\n"
                        + "let all = total(lane, sum);\nif (lane == 0u) { answers[p.to] = all; }");
    }
}
