package org.layerlab.backend.cli;

import java.nio.file.Path;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.training.ValidationPoint;

/** The model of an unfinished training that did best on the validation photos so far, in a file that can be used. */
final class BestSoFar {
    private final Path path;
    private final TerminalOutput console;
    private final OutputOptions output;

    /**
     * @param path is replaced whenever a network is better
     */
    BestSoFar(Path path, TerminalOutput console, OutputOptions output) {
        this.path = path;
        this.console = console;
        this.output = output;
    }

    /** Writes it if this measurement is the best; if that fails, as on a full disk, the one before is kept. */
    void saveInPassing(PhotoRun run, ValidationPoint point) {
        PhotoLearning learning = run.learning();
        Parameters best = learning.isBest(point) ? learning.bestParameters() : null;
        if (best == null) {
            return;
        }
        StorageType type = output.storage(run.precision());
        CardBuilder card = PhotoCards.of(run, output).iteration(point.iteration());
        if (learning.savedSaysTheSame()) {
            card.validationAccuracy(point.accuracy(), learning.validation().size());
        }
        try {
            ModelFiles.write(path, output.format(path).bytes(new ParameterFile(best, card.build()), type));
        } catch (CommandException e) {
            console.say(e.getMessage() + "; training continues");
        } catch (IllegalArgumentException e) {
            console.say(path + " can't be written: " + e.getMessage() + "; training continues");
        }
    }
}
