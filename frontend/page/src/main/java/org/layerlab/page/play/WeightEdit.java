package org.layerlab.page.play;

import org.layerlab.page.message.Message;
import org.layerlab.page.message.UnitMessages;

/**
 * A weight that a person set.
 *
 * @param layer from 1
 * @param row the unit, from 0
 * @param column the unit before, from 0; −1 for the bias
 * @param from what it was
 * @param to what it was set to
 * @param iteration where the run stood
 */
record WeightEdit(int layer, int row, int column, double from, double to, int iteration) {
    /** The same, made where the run stands now. */
    WeightEdit at(int now) {
        return new WeightEdit(layer, row, column, from, to, now);
    }

    /** Sets it, or sets it back. */
    Message message(boolean back) {
        return UnitMessages.edit(layer, row, column, back ? from : to);
    }
}
