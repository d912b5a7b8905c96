package org.layerlab.page.play.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.ModelMessages;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.OpenedPhotos;
import org.layerlab.page.training.PhotoVerdicts;
import org.layerlab.page.training.Run;

/** The worker of a saved model: shows what it makes of the plane or of a photo, and trains a run on points again. */
public final class ModelWorker {
    private final KernelChoice choice;
    private @Nullable Run run;
    private @Nullable Verification verification;

    /** A worker that has no model yet. */
    public ModelWorker(KernelChoice choice) {
        this.choice = choice;
    }

    /** Begins to listen. */
    public void start() {
        PageLink.listen(() -> {}, List.of(), this::hear);
    }

    private boolean hear(Message message, Reply reply) throws ParameterFileException {
        switch (message.getType()) {
            case RunMessages.OPEN -> open(ParameterFile.readSafetensors(Message.bytes(message)));
            case NetworkMessages.CLASSIFY -> reply.answer(PhotoVerdicts.first(Classifies.of(run()), message));
            case NetworkMessages.CLOSER ->
                reply.answer(PhotoVerdicts.again(Classifies.of(run()), (NetworkMessages.Closer) message));
            case ModelMessages.VERIFY -> {
                if (verification != null) {
                    verification.stop();
                }
                verification = new Verification(ParameterFile.readSafetensors(Message.bytes(message)), choice, reply);
                verification.start();
            }
            case ModelMessages.HALT -> {
                if (verification != null) {
                    verification.stop();
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Run run() {
        if (run == null) {
            throw new IllegalStateException("No model is open yet.");
        }
        return run;
    }

    private void open(ParameterFile file) {
        if (PlayableNetwork.takes(file.card())) {
            PointsRun points = PointsRun.open(file, choice);
            takeOver(points);
            post(RunMessages.still(points.iteration(), points.boundary(true)));
        } else {
            takeOver(OpenedPhotos.open(file, choice));
        }
    }

    private void takeOver(Run next) {
        if (run != null) {
            run.release();
        }
        run = next;
        post(next.ready());
    }
}
