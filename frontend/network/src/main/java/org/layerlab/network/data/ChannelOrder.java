package org.layerlab.network.data;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;

/** In which order the channels of a pixel follow one another. */
public enum ChannelOrder implements Choice {
    /** Blue, green, red: OpenCV's. */
    BGR("BGR", "Blue, green, red", "Begins each pixel with its blue, as OpenCV does."),
    /** Red, green, blue: that of most other programs. */
    RGB("RGB", "Red, green, blue", "Begins each pixel with its red, as most programs do.");

    /** Values of a pixel. */
    public static final int CHANNELS = 3;

    private final ChoiceText said;

    ChannelOrder(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /** Turns pixels of one order into the other. */
    static void swap(byte[] pixels) {
        for (int p = 0; p + 2 < pixels.length; p += CHANNELS) {
            byte first = pixels[p];
            pixels[p] = pixels[p + 2];
            pixels[p + 2] = first;
        }
    }
}
