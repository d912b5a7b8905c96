package org.layerlab.page.training;

import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.settings.ModelDescription;

/** A run that learns, and can be saved. */
public interface Trains extends Run {
    @Override
    Trainer trainer();

    /** The run as a parameter file whose card says this of it. */
    ParameterFile file(ModelDescription about) throws ParameterFileException;

    /**
     * The run's training.
     *
     * @throws IllegalStateException when it was opened to be looked at
     */
    static Trains of(Run run) {
        if (run instanceof Trains trains) {
            return trains;
        }
        throw new IllegalStateException("this model was opened to be looked at, not to be trained");
    }
}
