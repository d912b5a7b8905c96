package org.layerlab.page.play;

/**
 * Where a bubble of the tour stands beside what it points at, in CSS pixels of the window. Knows no page.
 *
 * @param side on which side of its target it stands: {@code below}, {@code above}, {@code right} or {@code left}
 * @param x its left edge
 * @param y its upper edge
 * @param arrow how far along its edge, from the left or from the top, its arrow stands
 * @param free whether all of its target is in the window, and it leaves that free
 */
record TourPlace(String side, double x, double y, double arrow, boolean free) {
    /** Room for the arrow. */
    static final double GAP = 14;
    /** What stays free at the edges of the window. */
    static final double MARGIN = 10;

    /** The arrow is kept off the round corners. */
    private static final double CORNER = 22;

    /** A rectangle. */
    record Box(double left, double top, double right, double bottom) {
        double middle() {
            return (left + right) / 2;
        }

        double center() {
            return (top + bottom) / 2;
        }
    }

    /**
     * A place in the window: below the target if there is room, else above, right or left of it; without any room at the
     * lower edge.
     *
     * @param target what it points at
     * @param view the part of the window that nothing covers
     */
    static TourPlace beside(Box target, double width, double height, Box view) {
        double x = within(target.middle() - width / 2, view.left(), view.right() - width);
        double y = within(target.center() - height / 2, view.top(), view.bottom() - height);
        double across = within(target.middle() - x, CORNER, width - CORNER, 0);
        double down = within(target.center() - y, CORNER, height - CORNER, 0);
        if (target.top() < view.top() || target.bottom() > view.bottom()) {
            return new TourPlace("below", x, view.bottom() - height - MARGIN, across, false);
        }
        if (target.bottom() + GAP + height + MARGIN <= view.bottom()) {
            return new TourPlace("below", x, target.bottom() + GAP, across, true);
        }
        if (target.top() - GAP - height - MARGIN >= view.top()) {
            return new TourPlace("above", x, target.top() - GAP - height, across, true);
        }
        if (target.right() + GAP + width + MARGIN <= view.right()) {
            return new TourPlace("right", target.right() + GAP, y, down, true);
        }
        if (target.left() - GAP - width - MARGIN >= view.left()) {
            return new TourPlace("left", target.left() - GAP - width, y, down, true);
        }
        return new TourPlace("below", x, view.bottom() - height - MARGIN, across, false);
    }

    private static double within(double value, double low, double high) {
        return within(value, low, high, MARGIN);
    }

    private static double within(double value, double low, double high, double margin) {
        return Math.max(low + margin, Math.min(high - margin, value));
    }
}
