package org.layerlab.backend.cli;

import java.util.List;
import org.layerlab.backend.sweep.Trial;
import org.layerlab.backend.sweep.TrialWork;

/** What a search needs for its runs. */
interface SweepWork {
    /** For the runs that are compared: without anything to test on. */
    TrialWork training() throws CommandException;

    /** For those of the chosen combination, once: with what they are tested on. */
    TrialWork testing(List<Trial> chosen) throws CommandException;
}
