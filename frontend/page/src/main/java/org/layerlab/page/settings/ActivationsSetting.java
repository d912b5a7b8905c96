package org.layerlab.page.settings;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.text.Text;

/** The activations of the hidden layers: one for all of them, or one for each. */
public final class ActivationsSetting extends Setting<List<Activation>> {
    ActivationsSetting(String key, String label, String help, Activation byDefault) {
        super(key, label, help, List.of(byDefault));
    }

    /** Reads {@code "relu"}, or {@code "relu,tanh"} where the layers differ. */
    @Override
    public List<Activation> parse(String text) {
        List<Activation> activations = new ArrayList<>();
        for (String id : Text.split(text, ',')) {
            activations.add(Choices.of(Activation.values(), id.trim(), name()));
        }
        return require(activations);
    }

    @Override
    public String text(List<Activation> activations) {
        StringBuilder text = new StringBuilder();
        for (Activation activation : activations) {
            text.append(text.length() == 0 ? "" : ",").append(activation.id());
        }
        return text.toString();
    }

    @Override
    public List<String> shown(List<Activation> activations) {
        return Choices.labels(activations);
    }

    @Override
    public List<Activation> require(List<Activation> activations) {
        if (activations.isEmpty() || activations.size() > HiddenLayersSetting.MOST_LAYERS) {
            throw new IllegalArgumentException(activations.size() + " activations: there can be at most "
                    + HiddenLayersSetting.MOST_LAYERS + " hidden layers");
        }
        return List.copyOf(activations);
    }

    /** An activation for each of this many layers: the last one is repeated, those left over are dropped. */
    static List<Activation> each(List<Activation> activations, int layers) {
        List<Activation> each = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            each.add(activations.get(Math.min(l, activations.size() - 1)));
        }
        return each;
    }

    /** The shortest way to say what {@link #each} says: one where all layers have the same. */
    static List<Activation> shortest(List<Activation> activations, int layers) {
        Activation first = activations.get(0);
        List<Activation> each = each(activations, layers);
        for (Activation activation : each) {
            if (activation != first) {
                return List.copyOf(each);
            }
        }
        return List.of(first);
    }
}
