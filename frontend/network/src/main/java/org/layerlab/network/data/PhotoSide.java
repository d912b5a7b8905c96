package org.layerlab.network.data;

/** The sides of square photos, from their number of values. Separate from photo preparation, which some programs omit. */
public final class PhotoSide {
    private PhotoSide() {}

    /** The side of square photos with this many values in three channels; 0 if no allowed side fits. */
    public static int of(int features) {
        int side = ofSquare(features);
        boolean allowed = side >= PhotoPreparation.MIN_SIDE && side <= PhotoPreparation.MAX_SIDE;
        return allowed && features == side * side * PhotoPreparation.CHANNELS ? side : 0;
    }

    /** The side of a square with this many values in three channels, rounded. */
    static int ofSquare(int features) {
        return (int) Math.round(Math.sqrt(features / (double) PhotoPreparation.CHANNELS));
    }
}
