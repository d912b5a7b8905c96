package org.layerlab.page.play;

import java.util.List;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.message.Message;

/** What the drawing of the network asks of the page. */
interface NetworkHost {
    /** Another shape: the run starts again. */
    void reshape(List<Integer> hidden, List<Activation> activations);

    /** Sends the worker a message. */
    void send(Message message);

    /**
     * A person sets a weight.
     *
     * @param layer from 1
     * @param row the unit, from 0
     * @param column the unit before, from 0; −1 for the bias
     * @param from what it was
     * @param to what it is to be
     */
    void edit(int layer, int row, int column, double from, double to);

    /**
     * Shows a unit over the plot.
     *
     * @param values 0 to 1 on a square grid; none to show the boundary again
     * @param label of the class whose probability it is, among several; −1 otherwise
     */
    void peek(float[] values, int label);
}
