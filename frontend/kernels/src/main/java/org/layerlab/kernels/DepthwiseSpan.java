package org.layerlab.kernels;

/**
 * What meets in a depthwise convolution, along one axis: taps of a filter, or places of the output, and places of the map
 * one after another.
 *
 * @param count how many meet; 0 or less where none does
 * @param first the first tap, or the first place of the output
 * @param from the place in the map that it meets
 */
record DepthwiseSpan(I32.Local count, I32.Local first, I32.Local from) {
    static DepthwiseSpan in(Function f) {
        return new DepthwiseSpan(f.i32(), f.i32(), f.i32());
    }

    /** The taps {@code first, first + 1, …} that meet the map where they make this place of the output. */
    void forward(I32 place, I32 size, I32 kernel, I32 stride, I32 padding) {
        from.set(place.times(stride).minus(padding));
        first.set(orZero(I32.ZERO.minus(from)));
        count.set(Function.least(kernel, size.minus(from)).minus(first));
        from.add(first);
    }

    /** The taps {@code first, first − stride, …} that meet {@code from, from + 1, …}: what looked at this place. */
    void backward(I32 place, I32 size, I32 kernel, I32 stride, I32 padding) {
        first.set(place.plus(padding));
        from.set(orZero(first.minus(kernel).plus(stride)).over(stride));
        count.set(Function.least(size, first.over(stride).plus(1)).minus(from));
        first.set(first.minus(from.times(stride)));
    }

    /** The places of the output where this tap meets the map, at {@code from, from + stride, …}. */
    void places(I32 tap, I32 size, I32 outSize, I32 stride, I32 padding) {
        first.set(orZero(padding.minus(tap)).plus(stride).minus(1).over(stride));
        count.set(size.plus(padding).minus(tap));
        I32 last = count.minus(1).over(stride).plus(1);
        count.set(count.less(1).choose(I32.ZERO, Function.least(outSize, last)).minus(first));
        from.set(first.times(stride).plus(tap).minus(padding));
    }

    /** The greater of a number with sign and 0. */
    private static I32 orZero(I32 x) {
        return I32.ZERO.greater(x).choose(I32.ZERO, x);
    }
}
