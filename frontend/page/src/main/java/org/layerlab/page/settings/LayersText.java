package org.layerlab.page.settings;

import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Texts;

/** A network's layers for people: {@code "2 · 8 · 1 (linear)"}, where files and links have {@code "2, 8, 1linear"}. */
public final class LayersText {
    private static final String SOFTMAX = "softmax";

    private LayersText() {}

    /**
     * The layers with something between them.
     *
     * @param layers as files have them, with commas
     */
    public static String of(String layers, String between) {
        StringBuilder text = new StringBuilder();
        for (String layer : Text.split(layers, ',')) {
            text.append(text.length() == 0 ? "" : between).append(layer(layer.trim()));
        }
        return text.toString();
    }

    /** One of them: units come before what they do. */
    static String layer(String layer) {
        if (layer.startsWith(SOFTMAX)) {
            return layer.substring(SOFTMAX.length()) + " (" + Texts.of("softmax") + ")";
        }
        int units = 0;
        while (units < layer.length() && layer.charAt(units) >= '0' && layer.charAt(units) <= '9') {
            units++;
        }
        String activation = layer.substring(units);
        if (units == 0 || !isWord(activation)) {
            return layer;
        }
        return layer.substring(0, units) + " (" + (activation.equals("linear") ? Texts.of("linear") : activation) + ")";
    }

    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 'a' || text.charAt(i) > 'z') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
