package org.layerlab.backend.cli;

import java.util.List;
import org.layerlab.backend.sweep.Figure;
import org.layerlab.backend.sweep.Results;
import org.layerlab.backend.sweep.Spread;

/**
 * How the chosen combination did on the test set.
 *
 * @param figures one for each seed
 */
record Tested(List<Figure> figures) {
    Tested {
        figures = List.copyOf(figures);
    }

    Spread spread(Results results) {
        return results.spread(figures);
    }
}
