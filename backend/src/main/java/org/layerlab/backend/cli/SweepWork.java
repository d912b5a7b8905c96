package org.layerlab.backend.cli;

import java.util.List;
import org.layerlab.backend.sweep.Trial;
import org.layerlab.backend.sweep.TrialWork;

/** What a search needs for its runs. */
interface SweepWork {
    /** For the runs that are compared, without test data. */
    TrialWork training() throws CommandException;

    /** For the runs of the chosen combination, with test data. */
    TrialWork testing(List<Trial> chosen) throws CommandException;
}
