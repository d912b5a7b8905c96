package org.layerlab.page.photos.worker;

/**
 * How long an update takes on this device, in milliseconds.
 *
 * @param fast the least that was measured
 * @param slow the middle of what was measured
 */
record UpdateTimes(double fast, double slow) {
    /**
     * Updates that were timed.
     *
     * @param photos in the batch of each
     * @param fastest of them, milliseconds
     * @param middle the median of them, milliseconds
     */
    record Sample(int photos, double fastest, double middle) {
        Sample {
            if (photos < 1 || !(fastest >= 0) || !(middle >= fastest)) {
                throw new IllegalArgumentException(
                        "updates of " + photos + " photos took " + fastest + " ms and " + middle + " ms");
            }
        }
    }

    /** The times of updates that were timed with their own batch. */
    static UpdateTimes of(Sample sample) {
        return new UpdateTimes(sample.fastest(), sample.middle());
    }

    /**
     * The times of updates of a larger batch than was timed. An update takes {@code a + c · photos}: {@code a} for the
     * weights, whatever the batch, and {@code c} for each photo.
     *
     * @param few photos
     * @param many more photos than {@code few} has
     */
    static UpdateTimes of(int batch, Sample few, Sample many) {
        if (many.photos() <= few.photos()) {
            throw new IllegalArgumentException(many.photos() + " photos are not more than " + few.photos());
        }
        int more = many.photos() - few.photos();
        return new UpdateTimes(
                onward(batch, few, many, few.fastest(), (many.fastest() - few.fastest()) / more),
                onward(batch, few, many, few.middle(), (many.middle() - few.middle()) / more));
    }

    private static double onward(int batch, Sample few, Sample many, double atFew, double measured) {
        double atMany = atFew + measured * (many.photos() - few.photos());
        // Noise may make the line too steep or too flat: neither part of an update takes less than no time.
        double each = Math.min(Math.max(measured, 0), atMany / many.photos());
        return each <= 0 ? atMany * batch / many.photos() : atMany + each * (batch - many.photos());
    }
}
