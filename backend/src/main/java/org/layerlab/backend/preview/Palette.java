package org.layerlab.backend.preview;

import java.awt.Color;

/** The colours of the page's light theme. */
final class Palette {
    static final Color PAPER = new Color(0xf4f5f8);
    static final Color BARE = new Color(0xf7f7fa);
    static final Color CLASS_0 = new Color(0xe07a12);
    static final Color CLASS_1 = new Color(0x1473c4);
    static final Color INK = new Color(0x1d2230);

    private static final double STRENGTH = 0.55;

    private Palette() {}

    /**
     * The colour of a value from −1, the full colour of class 0, over 0, bare, to 1, that of class 1.
     *
     * @param strength 0 to 1, of the full colour
     * @return 0xRRGGBB
     */
    static int between(double value, double strength) {
        double share = strength * Math.min(1, Math.abs(value));
        Color full = value < 0 ? CLASS_0 : CLASS_1;
        return mix(BARE.getRed(), full.getRed(), share) << 16
                | mix(BARE.getGreen(), full.getGreen(), share) << 8
                | mix(BARE.getBlue(), full.getBlue(), share);
    }

    /** The ground under points, light enough for them to stand out. */
    static int ground(double probability) {
        // A network that broke down believes nothing: its ground stays bare.
        return between(Double.isNaN(probability) ? 0 : 2 * probability - 1, STRENGTH);
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
