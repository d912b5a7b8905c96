package org.layerlab.page.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.page.message.Figure;

/**
 * What share of the processor's limit each figure reaches, and whether the machine did something else meanwhile. The
 * limit is measured before and after the tasks: the higher one counts, and where the two are far apart, or a task is
 * faster than both, other programs took the processor away and no share means anything. What stands for the limit of a
 * GPU is a plain product, which other tasks may exceed.
 */
final class LimitShares {
    /** Two measurements on a quiet machine differ by a few percent. */
    private static final double FAR_APART = 1.15;
    /** The error of the clock and of a median of five. */
    private static final double ABOVE = 1.01;

    private final Map<Integer, Double> highest = new HashMap<>();
    private final Map<Integer, Double> lowest = new HashMap<>();
    private final List<Figure> figures = new ArrayList<>();

    /** Takes up a figure. */
    void add(Figure figure) {
        if (figure.id().startsWith(Figure.LIMIT)) {
            highest.merge(figure.threads(), figure.value(), Math::max);
            lowest.merge(figure.threads(), figure.value(), Math::min);
        }
        figures.add(figure);
    }

    /** All figures so far, those of the limit included. */
    List<Figure> figures() {
        return figures;
    }

    /** A figure's share of the limit on as many threads, 0 to 1; NaN where there is none, or where it exceeds the limit. */
    double of(Figure figure) {
        double share = raw(figure);
        return share > ABOVE || share == 0 ? Double.NaN : Math.min(1, share);
    }

    private double raw(Figure figure) {
        double limit = highest.getOrDefault(figure.threads(), 0.0);
        return limit > 0 ? figure.gigaflops() / limit : 0;
    }

    /** Whether the figures show that the machine was busy with something else. */
    boolean busy() {
        boolean apart = highest.entrySet().stream()
                .anyMatch(limit -> limit.getValue() > FAR_APART * lowest.getOrDefault(limit.getKey(), 0.0));
        return apart || figures.stream().anyMatch(figure -> figure.threads() != Figure.ON_GPU && raw(figure) > ABOVE);
    }
}
