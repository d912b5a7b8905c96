package org.layerlab.page.photos.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.training.TrainerState;
import org.layerlab.page.message.GpuMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.training.SentState;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** The line to a worker that trains a run on the GPU. */
final class GpuLine implements GpuLegs {
    /** Hears of the worker. */
    interface Listener {
        /** The GPU of this name is open. */
        void opened(String device);

        /** It cannot be used, or no longer. */
        void failed(String why);
    }

    @JSFunctor
    private interface Answer extends JSObject {
        void there(boolean there);
    }

    private final PhotoLearning learning;
    /** Parameters of the network, whatever their values; made for the first leg. */
    private @Nullable Parameters shapes;

    private final LabeledPhotos photos;
    private final int costEvery;
    private final boolean software;
    private final Listener listener;
    private @Nullable WorkerLink link;
    private boolean open;

    /**
     * Not open yet.
     *
     * @param photos that the run learns from
     * @param software whether a GPU that is emulated in software will do
     */
    GpuLine(PhotoLearning learning, LabeledPhotos photos, int costEvery, boolean software, Listener listener) {
        this.learning = learning;
        this.photos = photos;
        this.costEvery = costEvery;
        this.software = software;
        this.listener = listener;
    }

    /** Asks the browser first: a program that nobody can use is not loaded. */
    @Override
    public void open() {
        open = true;
        ask(software, there -> {
            if (open && there) {
                start();
            } else if (open) {
                listener.failed("This browser doesn’t offer a GPU.");
            }
        });
    }

    private void start() {
        WorkerLink opened = GpuMessages.start(listener::failed);
        link = opened;
        opened.ask(
                GpuMessages.begin(learning.recipe().json().toString(), costEvery, photos.X(), photos.Y(), software),
                answer -> listener.opened(answer.getText()),
                listener::failed);
    }

    @Override
    public void go(@Nullable TrainerState from, int until, double milliseconds, GpuLegs.Arrival then) {
        WorkerLink opened = link;
        if (opened == null) {
            return;
        }
        GpuMessages.State sent = from == null ? null : SentState.message(from, 0);
        opened.ask(
                GpuMessages.go(sent, until, milliseconds),
                state -> then.came(here(state), state.getMilliseconds()),
                listener::failed);
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
        if (link != null) {
            link.send(GpuMessages.hurry());
        }
    }

    @Override
    public void close() {
        open = false;
        shapes = null;
        if (link != null) {
            link.end();
            link = null;
        }
    }

    /** Whether the browser has a GPU, and it is none that is emulated in software unless that will do. */
    @JSBody(
            params = {"software", "answer"},
            script = "if (!navigator.gpu) { answer(false); return; }"
                    + "navigator.gpu.requestAdapter({powerPreference: 'high-performance'}).then(function(adapter) {"
                    + "  answer(!!adapter && (software || !adapter.info.isFallbackAdapter));"
                    + "}).catch(function() { answer(false); });")
    private static native void ask(boolean software, Answer answer);
}
