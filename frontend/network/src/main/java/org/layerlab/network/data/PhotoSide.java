package org.layerlab.network.data;

/** The sides of square photos, from their number of values. Separate from photo preparation, which some programs omit. */
public final class PhotoSide {
    /** The smallest side of a network's input. */
    public static final int MIN = 32;

    /** The largest one: that of most networks trained on ImageNet. */
    public static final int MAX = 224;

    private PhotoSide() {}

    /** The side of square photos with this many values in three channels; 0 if no allowed side fits. */
    public static int of(int features) {
        int side = ofSquare(features);
        boolean allowed = side >= MIN && side <= MAX;
        return allowed && features == side * side * ChannelOrder.CHANNELS ? side : 0;
    }

    /** The side of a square with this many values in three channels, rounded. */
    static int ofSquare(int features) {
        return (int) Math.round(Math.sqrt(features / (double) ChannelOrder.CHANNELS));
    }
}
