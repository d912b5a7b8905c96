package org.layerlab.network.training;

import java.util.List;
import org.layerlab.network.layer.Trained;
import org.layerlab.network.matrix.Kernels;

/**
 * Adam: steps scaled by running means of the gradient and of its square (Kingma and Ba 2015). β1, β2 and ε stand in
 * {@link org.layerlab.network.matrix.AdamConstants}.
 */
final class Adam extends Optimizer {
    /** How many moments it keeps: the means of the gradient and of its square. */
    static final int MOMENTS = 2;

    Adam(Kernels kernels, List<Trained> trained) {
        super(kernels, trained, MOMENTS);
    }

    @Override
    void update(Trained trained, Step step) {
        kernels.descendAdam(
                trained.value(),
                trained.gradient(),
                moment(0, trained),
                moment(1, trained),
                step.rate(),
                step.t(),
                step.l1(trained),
                step.l2(trained));
    }
}
