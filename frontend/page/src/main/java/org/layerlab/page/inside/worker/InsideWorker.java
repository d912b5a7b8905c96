package org.layerlab.page.inside.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.trace.NextUse;
import org.layerlab.network.trace.PixelTrace;
import org.layerlab.network.trace.TracedPass;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.InsideMessages;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.Reply;
import org.layerlab.page.training.OpenedPhotos;

/** Owns a network and what its layers made of the last photo. Computes in float64: every digit shown is a true one. */
public final class InsideWorker {
    private final KernelChoice choice;
    private @Nullable OpenedPhotos opened;
    private @Nullable Parameters parameters;
    private @Nullable TracedPass traced;

    /** A worker that computes with these kernels. */
    public InsideWorker(KernelChoice choice) {
        this.choice = choice;
    }

    /** Begins to listen. */
    public void start() {
        PageLink.listen(() -> {}, List.of(), this::hear);
    }

    private boolean hear(Message message, Reply reply) throws ParameterFileException {
        switch (message.getType()) {
            case InsideMessages.OPEN -> reply.answer(Answers.text(open(Message.bytes(message))));
            case InsideMessages.LOOK -> {
                traced = look(Message.bytes(message));
                reply.answer(MapPictures.strongest(traced()));
            }
            case InsideMessages.MAP -> {
                InsideMessages.Place place = (InsideMessages.Place) message;
                reply.answer(MapPictures.one(traced(), place.getGroup(), place.getChannel()));
            }
            case InsideMessages.TRACE -> reply.answer(Answers.text(trace((InsideMessages.Place) message)));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Takes another network; if it is refused, keeps the previous one. */
    private String open(byte[] safetensors) throws ParameterFileException {
        ParameterFile file = ParameterFile.readSafetensors(safetensors);
        boolean convolves = false;
        for (LayerKind layer : file.card().architecture().layers()) {
            convolves |= layer.window() != null;
        }
        if (!convolves) {
            throw new IllegalArgumentException(
                    "This network has no convolutions, so it has no feature maps to look into. Choose a convolutional network.");
        }
        OpenedPhotos next = OpenedPhotos.open(file, choice.kernels(Precision.FLOAT64));
        if (opened != null) {
            opened.release();
        }
        opened = next;
        parameters = next.network().parameters();
        traced = null;
        return GroupsJson.of(next.card());
    }

    private TracedPass look(byte[] photo) {
        OpenedPhotos network = opened;
        Parameters known = parameters;
        if (network == null || known == null) {
            throw new IllegalStateException("no network is there to ask");
        }
        return network.classifier().look(photo, 1, (X, pass) -> TracedPass.of(network.network(), known, X, pass));
    }

    private TracedPass traced() {
        TracedPass known = traced;
        if (known == null) {
            throw new IllegalStateException("no photo was shown to the network");
        }
        return known;
    }

    private String trace(InsideMessages.Place place) {
        TracedPass pass = traced();
        int group = place.getGroup();
        PixelTrace trace = PixelTrace.of(pass, group, place.getChannel(), place.getY(), place.getX());
        NextUse onward = NextUse.of(pass, group, place.getChannel(), place.getY(), place.getX());
        return TraceJson.of(trace, onward, pass.groups().get(group).input());
    }
}
