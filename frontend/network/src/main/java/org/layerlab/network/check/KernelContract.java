package org.layerlab.network.check;

import java.util.List;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

/**
 * What all kernels must do alike: every operation against {@link ReferenceKernels} or plain arithmetic, at sizes around the widths of
 * vectors, tiles and blocks, with a tolerance that grows with the number of terms in a sum.
 */
public final class KernelContract {
    private KernelContract() {}

    /** Runs the whole contract on these kernels; one check per operation. */
    public static List<Check> run(Kernels candidate) {
        return run(candidate, 1);
    }

    /**
     * The contract with a part of the convolutions' shapes, for kernels that compile each shape separately.
     *
     * @param every 3 takes each third shape
     */
    public static List<Check> run(Kernels candidate, int every) {
        KernelComparison against = new KernelComparison(candidate);
        ProductContract products = new ProductContract(against);
        ElementContract elements = new ElementContract(against);
        products.products();
        products.productsInParts();
        elements.activations();
        elements.tails();
        elements.notANumber();
        elements.columns();
        elements.costs();
        elements.certainAndWrong();
        elements.dropout();
        elements.updates();
        products.fusedUpdates();
        products.examples();
        products.examplesInProducts();
        new MapContract(against).run(every);
        against.add(refusal(candidate));
        return against.checks();
    }

    /** The part of it about large products, with one convolution: for kernels that have several ways to do them. */
    public static List<Check> products(Kernels candidate) {
        KernelComparison against = new KernelComparison(candidate);
        new ProductContract(against).largeProducts();
        new ConvolutionContract(against).one();
        return against.checks();
    }

    private static Check refusal(Kernels candidate) {
        Matrix A = candidate.create(2, 3);
        Matrix B = candidate.create(2, 3);
        try {
            candidate.multiply(A, B, candidate.create(2, 3));
        } catch (IllegalArgumentException e) {
            String detail = String.valueOf(e.getMessage());
            return new Check("refuses shapes that do not fit", detail.contains("2×3"), detail);
        }
        return new Check("refuses shapes that do not fit", false, "2×3·2×3 was accepted");
    }
}
