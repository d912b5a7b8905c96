package org.layerlab.page.photos.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.training.TrainerState;
import org.layerlab.page.message.GpuMessages;
import org.layerlab.page.training.SentState;

/** The line to a worker that trains a run on the GPU. */
final class GpuLine implements GpuLegs {
    private final PhotoLearning learning;
    private final GpuLink link;
    /** Parameters of the network, whatever their values; made for the first leg. */
    private @Nullable Parameters shapes;

    /**
     * Not open yet.
     *
     * @param photos that the run learns from
     * @param software whether a GPU that is emulated in software will do
     */
    GpuLine(PhotoLearning learning, LabeledPhotos photos, int costEvery, boolean software, GpuLink.Listener listener) {
        this.learning = learning;
        link = new GpuLink(
                software,
                () -> GpuMessages.begin(
                        learning.recipe().json().toString(), costEvery, photos.X(), photos.Y(), software),
                listener);
    }

    @Override
    public void open() {
        link.open();
    }

    @Override
    public void go(@Nullable TrainerState from, int until, double milliseconds, GpuLegs.Arrival then) {
        GpuMessages.State sent = from == null ? null : SentState.message(from, 0);
        link.ask(GpuMessages.go(sent, until, milliseconds), state -> then.came(here(state), state.getMilliseconds()));
    }

    private TrainerState here(GpuMessages.State state) {
        Parameters like = shapes;
        if (like == null) {
            like = Initialization.ZERO.parameters(learning.recipe().learning(), 1);
            shapes = like;
        }
        return SentState.of(
                state, like, learning.trainer().hyperparameters().optimizer().moments());
    }

    @Override
    public void hurry() {
        link.send(GpuMessages.hurry());
    }

    @Override
    public void close() {
        shapes = null;
        link.close();
    }
}
