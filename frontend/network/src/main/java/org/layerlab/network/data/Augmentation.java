package org.layerlab.network.data;

import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Range;
import org.layerlab.network.choice.WholeSetting;

/**
 * How a photo is varied each time it is shown in training, so that a network sees more photos than there are.
 *
 * @param mirror whether it is mirrored, left to right, half of the times
 * @param shift by at most how many of its pixels it is moved, each way along both axes; 0 leaves it where it is. What
 *     a shift uncovers repeats the border
 * @param zoom by at most what share it is enlarged or reduced, from its middle; 0 leaves its size, 0.3 gives 1/1.3 to
 *     1.3 times of it
 * @param tint by at most what share each color is made brighter or darker, by itself; 0 leaves them
 * @param crop the least share of its area that is shown, stretched by up to a third; 1 shows the whole photo
 * @param origins in what share of the showings another camera or program is imitated, see {@link PhotoOrigin}
 * @param outliers in what share of the showings a made-up picture of neither class is shown instead, see {@link
 *     PhotoOutlier}
 * @param mixUp in what share of the showings a photo is blended with another, and its label with that one's (Zhang et al.
 *     2018, with α = 1)
 */
public record Augmentation(
        boolean mirror,
        int shift,
        double zoom,
        double tint,
        double crop,
        double origins,
        double outliers,
        double mixUp) {
    /** A photo of 64×64 moved by half of its own pixels shows little of its animal. */
    public static final int MAX_SHIFT = 32;

    /** {@link #mirror} as a setting. */
    public static final FlagSetting MIRROR =
            new FlagSetting("mirror", "Mirror", "Mirrors photos left to right, half of the time.", false);

    /** {@link #shift} as a setting. */
    public static final WholeSetting SHIFT = new WholeSetting(
            "shift", "Shift (pixels)", "Moves photos by up to this many of their pixels.", 0, 0, MAX_SHIFT);

    /** {@link #zoom} as a setting. */
    public static final NumberSetting ZOOM = new NumberSetting(
            "zoom", "Zoom", "Enlarges or shrinks photos by up to this share.", 0, Range.between(0, 1));

    /** {@link #tint} as a setting. */
    public static final NumberSetting TINT = new NumberSetting(
            "tint",
            "Tint (brighter or darker colors)",
            "Makes photos and their colors brighter or darker by up to this share.",
            0,
            Range.between(0, 1));

    /** {@link #crop} as a setting. */
    public static final NumberSetting CROP = new NumberSetting(
            "randomCrop",
            "Random crop",
            "Shows a random part of each photo, at least this share of its area; 1 shows the whole photo.",
            1,
            Range.between(0.05, 1));

    /** {@link #origins} as a setting. */
    public static final NumberSetting ORIGINS = new NumberSetting(
            "origins",
            "Other cameras",
            "Imitates other cameras, this share of the time: blur, sharpening, noise, JPEG, fewer pixels.",
            0,
            Range.between(0, 1));

    /** {@link #outliers} as a setting. */
    public static final NumberSetting OUTLIERS = new NumberSetting(
            "outliers",
            "Made-up pictures (neither)",
            "Shows a made-up picture of neither class, this share of the time; its label is 50 %.",
            0,
            Range.between(0, 0.5));

    /** {@link #mixUp} as a setting. */
    public static final NumberSetting MIX_UP = new NumberSetting(
            "mixUp",
            "Mix-up",
            "Blends a photo and its label with another, this share of the time, in random proportion.",
            0,
            Range.between(0, 1));

    /** Each photo as it is. */
    public static final Augmentation NONE = new Augmentation(false, 0);

    public Augmentation {
        SHIFT.require((long) shift);
        ZOOM.require(zoom);
        TINT.require(tint);
        CROP.require(crop);
        ORIGINS.require(origins);
        OUTLIERS.require(outliers);
        MIX_UP.require(mixUp);
        if (crop < 1 && (shift > 0 || zoom > 0)) {
            throw new IllegalArgumentException(
                    "a random crop moves and zooms photos already: with it, shift and zoom must be 0");
        }
    }

    /** Mirrored and moved only. */
    public Augmentation(boolean mirror, int shift) {
        this(mirror, shift, 0, 0, 1, 0, 0, 0);
    }

    /** Whether every showing of a photo is the same. */
    public boolean none() {
        return equals(NONE);
    }

    /** The same, with no photo blended with another. */
    public Augmentation withoutMixUp() {
        return new Augmentation(mirror, shift, zoom, tint, crop, origins, outliers, 0);
    }
}
