package org.layerlab.network.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.matrix.Precision;

/**
 * The numbers that the {@link KernelContract} goes in with, and what the reference kernels make of them where sums are long:
 * that takes longer than most kernels do, and is the same for all kernels of a precision, so that it is worked out once.
 */
public final class ContractNumbers {
    static final int SEED = 7;

    /** The parts of the contract with long sums. The results of all would be twice as many numbers as of these. */
    private static final Set<String> KEPT = Set.of(
            "products", "fused updates", "products of examples", "convolutions", "large products", "one convolution");

    private final Precision precision;
    private final int every;

    /** Drawn once, since drawing took longer than the kernels. Their number is prime, so no row or map has the same ones again. */
    private final double[] normals = new NumpyRandom(SEED).normals(65_537);

    /** By the part of the contract: the reference's results, in the order of the operations. */
    private final Map<String, List<double[]>> results = new HashMap<>();

    /** Numbers that are exact in this precision. */
    public ContractNumbers(Precision precision) {
        this(precision, 1);
    }

    /**
     * The same for a part of the convolutions' shapes, for kernels that compile each shape separately.
     *
     * @param every 3 takes each third shape
     */
    public ContractNumbers(Precision precision, int every) {
        this.precision = precision;
        this.every = every;
        if (precision == Precision.FLOAT32) {
            for (int i = 0; i < normals.length; i++) {
                normals[i] = (float) normals[i];
            }
        }
    }

    Precision precision() {
        return precision;
    }

    int every() {
        return every;
    }

    double[] normals() {
        return normals;
    }

    /** What the reference made of a part of the contract; null where that is not known. */
    @Nullable
    List<double[]> results(String part) {
        return results.get(part);
    }

    /** Keeps what the reference made of a part, if that took long: some parts are only for kernels that can do more. */
    void keep(String part, List<double[]> made) {
        if (KEPT.contains(part) && !made.isEmpty()) {
            results.put(part, made);
        }
    }
}
