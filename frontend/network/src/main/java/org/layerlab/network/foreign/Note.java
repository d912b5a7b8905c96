package org.layerlab.network.foreign;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;

/** What a person has to know of how a file was read, a sentence on each line. */
final class Note {
    private final List<String> lines = new ArrayList<>();

    private Note() {}

    /**
     * The note on a network.
     *
     * @param derived whether its layers were read off the file
     * @param folded whether its two outputs became one
     * @param own whether the file has a card, which says how photos go in
     * @param side of the photos that it takes; 0 where its input is something else
     */
    static String of(
            ForeignNetwork network, Architecture architecture, boolean derived, boolean folded, boolean own, int side) {
        Note note = new Note();
        note.add("Read as a " + network.program() + " network with the layers " + architecture + ".");
        if (derived && architecture.outputs() == 1) {
            note.add("Files like this do not name the activations: ReLU is assumed for hidden layers and sigmoid for"
                    + " the output.");
        } else if (derived) {
            note.add("Files like this do not name the activations: ReLU is assumed for hidden layers and softmax for"
                    + " the output.");
        }
        note.addChanges(network);
        if (folded) {
            note.add("Its two outputs, cat and dog, became one, the probability of dog.");
        }
        if (network.flattened(architecture, side).pixels() > 1) {
            note.add("Its first layer was reordered: PyTorch flattens an image channel by channel, LayerLab pixel by"
                    + " pixel. If yours takes images flattened pixel by pixel, save it with the metadata format: mlx.");
        }
        if (side > 0 && !own && !network.program().equals("NumPy")) {
            note.add("Photos go in row by row, each pixel as red, green, blue, divided by 255.");
        }
        return note.text();
    }

    private void addChanges(ForeignNetwork network) {
        boolean fromZero = false;
        boolean noBias = false;
        boolean otherEpsilon = false;
        for (Weights layer : network.plan().layers()) {
            fromZero |= layer.place().lastNumber() == 0;
            noBias |= layer.b() == null;
            otherEpsilon |= layer.norm() != null && layer.norm().epsilon() != Parameters.Norm.EPSILON;
        }
        if (network.plan().layout() == Layout.KERAS) {
            add("Its weights have the shape (inputs, outputs), so they were transposed.");
        }
        if (fromZero && network.program().equals("NumPy")) {
            add("Its layers are numbered from 0; here they are numbered from 1.");
        }
        if (noBias) {
            add("Layers without biases got biases of 0.");
        }
        if (otherEpsilon) {
            add("Keras adds 0.001 to each variance; the variances now include it.");
        }
    }

    private void add(String sentence) {
        lines.add(sentence);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(text.length() == 0 ? "" : "\n").append(line);
        }
        return text.toString();
    }
}
