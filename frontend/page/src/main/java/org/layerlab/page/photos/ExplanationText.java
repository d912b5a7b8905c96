package org.layerlab.page.photos;

import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/** What an explanation of a verdict shows, in words. */
final class ExplanationText {
    private ExplanationText() {}

    /**
     * How the nearest photos were found.
     *
     * @param by what they were compared by: {@code activations}, {@code features} or {@code pixels}
     */
    static String near(long total, String by) {
        String photos = NumberFormat.grouped(total);
        return switch (by) {
            case "activations" ->
                Texts.of("Of {0} training photos, compared by the units of the first hidden layer.", photos);
            case "features" ->
                Texts.of("Of {0} training photos, compared by the features after the last convolution.", photos);
            default ->
                Texts.of("Of {0} training photos, compared by pixels: this network has no hidden layer.", photos);
        };
    }

    /**
     * Where the map of an explanation is strongest, for those who do not see it.
     *
     * @param pixel the index of the strongest pixel, row by row
     * @param side of the map
     */
    static String strongest(int pixel, int side) {
        String where = place(pixel, side);
        return Texts.of("What mattered most is {0}.", where);
    }

    /** The same of a map whose places speak for one of the two classes. */
    static String strongest(int pixel, int side, boolean dog) {
        String where = place(pixel, side);
        return dog
                ? Texts.of("What mattered most is {0}, and spoke for dog.", where)
                : Texts.of("What mattered most is {0}, and spoke for cat.", where);
    }

    private static String place(int pixel, int side) {
        int row = third(pixel / side, side);
        int column = third(pixel % side, side);
        return switch (3 * row + column) {
            case 0 -> Texts.of("at the upper left");
            case 1 -> Texts.of("at the top");
            case 2 -> Texts.of("at the upper right");
            case 3 -> Texts.of("at the left");
            case 4 -> Texts.of("in the middle");
            case 5 -> Texts.of("at the right");
            case 6 -> Texts.of("at the lower left");
            case 7 -> Texts.of("at the bottom");
            default -> Texts.of("at the lower right");
        };
    }

    private static int third(int at, int side) {
        return at * 3 < side ? 0 : at * 3 > 2 * side ? 2 : 1;
    }
}
