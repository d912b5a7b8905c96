package org.layerlab.network.matrix;

/**
 * Hears a number that kernels work out, once it is known: at once where this processor computes, later where a GPU
 * does.
 */
public interface NumberListener {
    /** Takes the number; called once for each time that it was asked for. */
    void known(double number);
}
