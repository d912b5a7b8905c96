package org.layerlab.network.layer;

import org.layerlab.network.function.Elementary;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.NumberListener;

/**
 * A network of two classes with TensorFlow Playground's cost: {@code Σ ½(tanh Z_L − T)² / m} with {@code T = 2Y − 1},
 * so {@code dZ_L = (tanh Z_L − T)·(1 − tanh² Z_L)}. Its answers are a sigmoid's all the same: {@code tanh Z} is above 0
 * where {@code σ(Z)} is above ½.
 */
public final class SquaredErrorNetwork extends Network {
    /**
     * A network with these parameters.
     *
     * @throws IllegalArgumentException when they are not of the architecture's shape, or it has other than one output
     */
    public SquaredErrorNetwork(Kernels kernels, Architecture architecture, Parameters parameters) {
        super(kernels, architecture, parameters);
        if (architecture.outputs() != 1) {
            throw new IllegalArgumentException("the squared error is for 1 output, not for " + architecture.outputs());
        }
    }

    @Override
    public Network on(Kernels other) {
        return new SquaredErrorNetwork(other, architecture(), parameters());
    }

    /** At once: this cost is read. */
    @Override
    public void cost(Pass pass, Matrix Y, NumberListener cost) {
        cost.known(cost(pass, Y));
    }

    @Override
    double costs(LayerBuffers output, Matrix Y) {
        double[] z = kernels.read(output.Z);
        double[] y = kernels.read(Y);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            double off = Elementary.tanh(z[i]) - (2 * y[i] - 1);
            sum += off * off * 0.5;
        }
        return sum;
    }

    @Override
    void outputError(LayerBuffers output, Matrix Y) {
        double[] z = kernels.read(output.Z);
        double[] y = kernels.read(Y);
        for (int i = 0; i < z.length; i++) {
            double tanh = Elementary.tanh(z[i]);
            z[i] = (tanh - (2 * y[i] - 1)) * (1 - tanh * tanh);
        }
        kernels.write(z, output.dZ());
    }
}
