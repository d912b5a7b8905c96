package org.layerlab.backend.preview;

import java.awt.Color;

/** The colors of the page's light theme. */
final class Palette {
    static final Color PAPER = new Color(0xf4f5f8);
    static final Color NEUTRAL = new Color(0xf7f7fa);
    static final Color CLASS_0 = new Color(0xe07a12);
    static final Color CLASS_1 = new Color(0x1473c4);
    static final Color INK = new Color(0x1d2230);

    private static final double BACKGROUND_STRENGTH = 0.55;

    private Palette() {}

    /**
     * The color of a value from −1 (class 0) through 0 (neutral) to 1 (class 1).
     *
     * @param strength 0 to 1: the share of the full color
     * @return 0xRRGGBB
     */
    static int between(double value, double strength) {
        double share = strength * Math.min(1, Math.abs(value));
        Color full = value < 0 ? CLASS_0 : CLASS_1;
        return mix(NEUTRAL.getRed(), full.getRed(), share) << 16
                | mix(NEUTRAL.getGreen(), full.getGreen(), share) << 8
                | mix(NEUTRAL.getBlue(), full.getBlue(), share);
    }

    /** The background color, light enough for points to stand out. */
    static int background(double probability) {
        // A diverged network predicts NaN: its background stays neutral.
        return between(Double.isNaN(probability) ? 0 : 2 * probability - 1, BACKGROUND_STRENGTH);
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
