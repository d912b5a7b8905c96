package org.layerlab.page.play.worker;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.OpenedPhotos;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.Run;

/** The requests about saved models: judge a photo; train the run again and compare. */
final class ModelRequests implements ForModels {
    private final KernelChoice choice;
    private @Nullable Verification verification;

    ModelRequests(KernelChoice choice) {
        this.choice = choice;
    }

    @Override
    public Run photos(ParameterFile file) {
        return OpenedPhotos.open(file, choice);
    }

    @Override
    public boolean hear(Message message, Reply reply, Supplier<Run> run) throws ParameterFileException {
        switch (message.getType()) {
            case PlayMessages.VERIFY -> {
                verification = new Verification(ParameterFile.readSafetensors(Message.bytes(message)), choice, reply);
                verification.start();
            }
            case PlayMessages.HALT -> {
                if (verification != null) {
                    verification.stop();
                }
            }
            case NetworkMessages.CLASSIFY -> {
                PhotoClassifier.Answer said = Classifies.of(run.get()).answer(Message.bytes(message));
                reply.answer(NetworkMessages.verdict(said.dog(), said.found()));
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
