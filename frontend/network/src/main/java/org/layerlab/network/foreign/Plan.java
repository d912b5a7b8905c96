package org.layerlab.network.foreign;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;

/** One way to read a file: its layers in an order, with the numbers of each in a layout. */
record Plan(Layout layout, List<Weights> layers) {
    /** Whether each layer takes what the one before gives. */
    boolean fits() {
        Weights before = null;
        for (Weights layer : layers) {
            if (!layer.fits(layout) || (before != null && !follows(before, layer))) {
                return false;
            }
            before = layer;
        }
        return true;
    }

    private boolean follows(Weights before, Weights layer) {
        int given = layout.out(before.W());
        int taken = layout.in(layer.W());
        if (before.isConvolution() && !layer.isConvolution()) {
            // A unit on a map sees several pixels.
            return taken % given == 0;
        }
        return before.isConvolution() == layer.isConvolution() && (taken == given || isDepthwise(before, layer));
    }

    /** Whether a layer has a filter of one channel for each map that the one before gives. */
    private boolean isDepthwise(@Nullable Weights before, Weights layer) {
        return before != null
                && before.isConvolution()
                && layer.isConvolution()
                && layout.in(layer.W()) == 1
                && layout.out(layer.W()) == layout.out(before.W());
    }

    /** Whether these are the layers of that network. */
    boolean fits(Architecture architecture) {
        List<Architecture.Slot> slots = architecture.slots();
        if (slots.size() != layers.size()) {
            return false;
        }
        for (int l = 0; l < slots.size(); l++) {
            if (!layers.get(l).fits(layout) || !takes(slots.get(l), layers.get(l))) {
                return false;
            }
        }
        return true;
    }

    private boolean takes(Architecture.Slot slot, Weights layer) {
        if ((layer.norm() != null) != slot.normalized() || layout.out(layer.W()) != slot.rows()) {
            return false;
        }
        if (slot.kind() instanceof LayerKind.Convolution convolution) {
            return layer.isConvolution()
                    && layout.in(layer.W()) == slot.input().channels()
                    && layout.kernel(layer.W()) == convolution.kernel();
        }
        if (slot.kind() instanceof LayerKind.Depthwise depthwise) {
            // The channels are filters of one channel each.
            return layer.isConvolution() && layout.in(layer.W()) == 1 && layout.kernel(layer.W()) == depthwise.kernel();
        }
        return !layer.isConvolution() && layout.in(layer.W()) == slot.columns();
    }

    /**
     * The network that dense layers make: with ReLU in the hidden ones, behind the normalization where there is one, and a
     * sigmoid or a softmax at the end.
     */
    Architecture dense() throws ParameterFileException {
        List<LayerKind> kinds = new ArrayList<>();
        for (int l = 0; l < layers.size() - 1; l++) {
            Weights layer = layers.get(l);
            int units = layout.out(layer.W());
            boolean late = layer.norm() != null && !activatedBeforeNorm(layer, layer.norm());
            kinds.add(new LayerKind.Dense(units, late ? Activation.LINEAR : Activation.RELU));
            if (layer.norm() != null) {
                kinds.add(new LayerKind.BatchNorm());
            }
            if (late) {
                kinds.add(new LayerKind.Activate(Activation.RELU));
            }
        }
        Weights last = layers.get(layers.size() - 1);
        int outputs = layout.out(last.W());
        if (last.norm() != null) {
            throw new ParameterFileException("a batch normalization follows the last layer, which is the output here");
        }
        kinds.add(outputs == 1 ? new LayerKind.Dense(1, Activation.SIGMOID) : new LayerKind.Softmax(outputs));
        return new Architecture(new MapShape(1, 1, layout.in(layers.get(0).W())), kinds);
    }

    /** In a list of modules something stands between {@code 0.weight} and {@code 2.running_mean}. */
    private static boolean activatedBeforeNorm(Weights layer, Norm norm) {
        return layer.place().stem().equals(norm.place().stem())
                && norm.place().lastNumber() > layer.place().lastNumber() + 1;
    }

    /** The layers with which a network of convolutions is likely to have been built: a guess to begin with. */
    String guess() {
        StringBuilder guess = new StringBuilder();
        double side = 64;
        double scale = 1;
        Weights before = null;
        for (int l = 0; l < layers.size(); l++) {
            Weights layer = layers.get(l);
            if (layer.isConvolution()) {
                int kernel = layout.kernel(layer.W());
                guess.append(
                        isDepthwise(before, layer) ? ",dw" + kernel : ",conv" + kernel + "x" + layout.out(layer.W()));
                guess.append(layer.norm() == null ? "" : ",bn").append(",relu,pool2");
                scale *= 2;
            } else {
                int pixels =
                        before != null && before.isConvolution() ? layout.in(layer.W()) / layout.out(before.W()) : 0;
                if (pixels == 1) {
                    guess.append(",gap");
                } else if (pixels > 1) {
                    side = Math.rint(Math.sqrt(pixels)) * scale;
                }
                boolean last = l == layers.size() - 1;
                int units = layout.out(layer.W());
                guess.append(last && units > 1 ? ",softmax" : ",").append(units);
                guess.append(layer.norm() == null || last ? "" : "linear,bn,relu");
            }
            before = layer;
        }
        int pixels = (int) side;
        return pixels + "x" + pixels + "x" + layout.in(layers.get(0).W()) + guess;
    }

    /**
     * The numbers as LayerLab lays them out.
     *
     * @param flattened what a dense first layer sees channel by channel, where its program flattens it so; else one pixel
     */
    Parameters parameters(Architecture architecture, MapShape flattened) throws ParameterFileException {
        List<Architecture.Slot> slots = architecture.slots();
        List<Parameters.Dense> dense = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            Weights layer = layers.get(l);
            int rows = layout.out(layer.W());
            double[] W = layout.rows(layer.W());
            MapShape input = l == 0 ? flattened : slots.get(l).input();
            if (!layer.isConvolution() && layout.channelsFirst() && input.pixels() > 1) {
                W = channelsLast(W, input);
            }
            double[] b = layer.b() == null ? new double[rows] : layer.b().toDoubles();
            dense.add(new Parameters.Dense(rows, W.length / rows, W, b, parameters(layer.norm())));
        }
        return new Parameters(dense);
    }

    private static Parameters.@Nullable Norm parameters(@Nullable Norm norm) throws ParameterFileException {
        return norm == null ? null : norm.parameters();
    }

    /** Columns for channel, row, column of a map as columns for row, column, channel. */
    private static double[] channelsLast(double[] W, MapShape input) {
        double[] turned = new double[W.length];
        int pixels = input.pixels();
        int channels = input.channels();
        int row = pixels * channels;
        for (int i = 0; i < W.length; i++) {
            int column = i % row;
            turned[i - column + column % pixels * channels + column / pixels] = W[i];
        }
        return turned;
    }
}
