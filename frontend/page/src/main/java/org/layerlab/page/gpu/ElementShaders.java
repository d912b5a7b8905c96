package org.layerlab.page.gpu;

import org.layerlab.network.matrix.Activation;

/** Operations element by element. */
final class ElementShaders {
    /** Bytes of examples, each of which has {@code rows}, as the columns of M. */
    static final Shader EXAMPLES = Shader.each("examples")
            .readsAs("u32", "bytes")
            .writes("M")
            .counts("rows", "columns")
            .with(WgslFunctions.BYTE_OF)
            .body("""
                      let at = i % p.columns * p.rows + i / p.columns;
                      M[i] = byteOf(bytes[at / 4u], at) / 255.0;
                    """);

    /** The same of chosen examples. */
    static final Shader CHOSEN_EXAMPLES = Shader.each("chosenExamples")
            .readsAs("u32", "bytes")
            .readsAs("u32", "chosen")
            .writes("M")
            .counts("rows", "columns")
            .with(WgslFunctions.BYTE_OF)
            .body("""
                      let at = chosen[i % p.columns] * p.rows + i / p.columns;
                      M[i] = byteOf(bytes[at / 4u], at) / 255.0;
                    """);

    static final Shader ADD_BIAS =
            Shader.each("addBias").reads("b").writes("Z").counts("columns").body("Z[i] += b[i / p.columns];");

    static final Shader ADD = Shader.each("add").reads("A", "B").writes("C").body("C[i] = A[i] + B[i];");

    static final Shader SCALE_BY = Shader.each("scaleBy").reads("B").writes("A").body("A[i] *= B[i];");

    static final Shader SUBTRACT =
            Shader.each("outputError").reads("AL", "Y").writes("dZ").body("dZ[i] = AL[i] - Y[i];");

    static final Shader DROPOUT = Shader.each("dropout")
            .reads("A")
            .writes("mask", "D")
            .counts("seed", "last")
            .numbers("scale")
            .with(WgslFunctions.HASH)
            .body("""
                      let kept = select(0.0, p.scale, uniformBits(p.seed, i) <= p.last);
                      let a = A[i];
                      mask[i] = kept;
                      D[i] = a * kept;
                    """);

    private static final String PENALIZED = "let g = dW[i] + p.l1 * sign(W[i]) + p.l2 * W[i];\n";

    static final Shader DESCEND = Shader.each("descend")
            .reads("dW")
            .writes("W")
            .numbers("rate", "l1", "l2")
            .body(PENALIZED + "W[i] -= p.rate * g;");

    static final Shader DESCEND_MOMENTUM = Shader.each("descendMomentum")
            .reads("dW")
            .writes("V", "W")
            .numbers("rate", "l1", "l2", "momentum")
            .body(PENALIZED + """
                            let v = p.momentum * V[i] + g;
                            V[i] = v;
                            W[i] -= p.rate * v;
                            """);

    static final Shader DESCEND_ADAM = Shader.each("descendAdam")
            .reads("dW")
            .writes("M", "S", "W")
            .numbers("rate", "l1", "l2", "beta1", "beta2", "epsilon", "meanScale", "squareScale")
            .body(PENALIZED + """
                            let mean = M[i] + (1.0 - p.beta1) * (g - M[i]);
                            let square = S[i] + (1.0 - p.beta2) * (g * g - S[i]);
                            M[i] = mean;
                            S[i] = square;
                            W[i] -= p.rate * (mean * p.meanScale) / (sqrt(square * p.squareScale) + p.epsilon);
                            """);

    /** {@code A = g(Z)}, by the activation's number. */
    private static final Shader[] FORWARD = new Shader[Activation.values().length];

    private static final Shader[] BACKWARD = new Shader[Activation.values().length];

    private ElementShaders() {}

    static {
        for (Activation g : Activation.values()) {
            FORWARD[g.number()] = Shader.each("activate " + g.id())
                    .reads("Z")
                    .writes("A")
                    .with(functions(g))
                    .body("let z = Z[i];\nA[i] = " + value(g) + ";");
            BACKWARD[g.number()] = Shader.each("activateBackward " + g.id())
                    .reads("Z", "A", "dA")
                    .writes("dZ")
                    .body("let z = Z[i];\nlet a = A[i];\ndZ[i] = dA[i] * " + derivative(g) + ";");
        }
    }

    static Shader forward(Activation g) {
        return FORWARD[g.number()];
    }

    static Shader backward(Activation g) {
        return BACKWARD[g.number()];
    }

    private static String functions(Activation g) {
        return switch (g) {
            case RELU -> WgslFunctions.IS_NAN;
            case TANH -> WgslFunctions.IS_NAN + WgslFunctions.EXP + WgslFunctions.TANH;
            case SIGMOID -> WgslFunctions.IS_NAN + WgslFunctions.EXP;
            case LEAKY_RELU, LINEAR, HARD_SWISH -> "";
        };
    }

    /** {@code g(z)} in WGSL. */
    private static String value(Activation g) {
        return switch (g) {
            case RELU -> "select(0.0, z, z > 0.0 || isNaN(z))";
            case LEAKY_RELU -> "select(" + Activation.LEAK + " * z, z, z > 0.0)";
            case TANH -> "select(tanhOf(z), z, isNaN(z))";
            case SIGMOID -> "select(1.0 / (1.0 + expOf(-z)), z, isNaN(z))";
            case LINEAR -> "z";
            case HARD_SWISH -> "z * min(max(z + 3.0, 0.0), 6.0) / 6.0";
        };
    }

    /** {@code g'(z)} in WGSL, with {@code a = g(z)}. */
    private static String derivative(Activation g) {
        return switch (g) {
            case RELU -> "select(0.0, 1.0, z > 0.0)";
            case LEAKY_RELU -> "select(" + Activation.LEAK + ", 1.0, z > 0.0)";
            case TANH -> "(1.0 - a * a)";
            case SIGMOID -> "a * (1.0 - a)";
            case LINEAR -> "1.0";
            case HARD_SWISH -> "select(select((2.0 * z + 3.0) / 6.0, 1.0, z >= 3.0), 0.0, z <= -3.0)";
        };
    }
}
