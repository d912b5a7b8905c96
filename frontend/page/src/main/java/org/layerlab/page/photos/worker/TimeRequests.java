package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.Requests;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.PhotoSettings;
import org.layerlab.page.training.Run;
import org.layerlab.page.training.TrainingLoop;

/**
 * Measures how long an update of a recipe takes on this device, by making some on made-up photos with the kernels and
 * threads that a training would use. The start of a training ends the measurement.
 */
final class TimeRequests implements Requests.Handler {
    private static final Set<String> BEGIN = Set.of(
            PhotoMessages.PHOTOS, PhotoMessages.RESUME, PhotoMessages.CONTINUE, RunMessages.PLAY, RunMessages.OPEN);

    /** How long threads may take to start. */
    private static final double THREADS_MS = 1500;

    private static final double NAP_MS = 30;

    private final KernelChoice choice;
    private final EventLoop loop = EventLoop.BROWSER;
    private final Runnable soon = loop.soon(this::turn);
    private @Nullable UpdateTrial trial;
    private @Nullable Reply reply;
    /** Until when the threads are waited for. */
    private double threadsUntil;

    TimeRequests(KernelChoice choice) {
        this.choice = choice;
    }

    @Override
    public boolean hear(Message message, Reply answering) {
        if (message.getType().equals(PhotoMessages.TIME)) {
            drop();
            begin(Message.text(message), answering);
            return true;
        }
        if (BEGIN.contains(message.getType())) {
            drop();
        }
        return false;
    }

    private void begin(String text, Reply answering) {
        PhotoRecipe recipe;
        int batch;
        try {
            JsonObject asked = Json.parse(text).asObject();
            recipe = PhotoRecipe.of(asked);
            batch = asked.getInt("photosAtOnce", 0);
        } catch (ParseException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("this is not a recipe whose time can be measured", e);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("an update of " + batch + " photos");
        }
        // Before anything is allocated: the page asks while the layers are typed.
        PhotoSettings.requireFits(recipe.architecture());
        boolean large = TrainingLoop.isLarge(3 * recipe.learning().flops() * batch);
        choice.share(large);
        threadsUntil = large ? loop.now() + THREADS_MS : 0;
        trial = new UpdateTrial(loop, batch, photos -> updates(recipe, photos));
        reply = answering;
        soon.run();
    }

    private void turn() {
        UpdateTrial present = trial;
        Reply waiting = reply;
        if (present == null || waiting == null) {
            return;
        }
        if (loop.now() < threadsUntil && choice.threads() < choice.mostThreads()) {
            loop.after(NAP_MS, () -> {
                if (trial == present) {
                    turn();
                }
            });
            return;
        }
        threadsUntil = 0;
        // Once all threads are there, this finds out how many help and, over several turns, which tiles training would
        // use.
        choice.lostOne();
        if (!choice.settled()) {
            soon.run();
            return;
        }
        UpdateTimes[] times = {null};
        boolean[] went = {false};
        waiting.attempt(() -> {
            times[0] = present.turn();
            went[0] = true;
        });
        if (went[0] && times[0] == null) {
            soon.run();
            return;
        }
        end();
        if (times[0] != null) {
            waiting.answer(Answers.values(new double[] {times[0].fast(), times[0].slow()}));
        }
    }

    private void drop() {
        if (reply != null) {
            reply.drop();
        }
        end();
    }

    private void end() {
        if (trial != null) {
            trial.release();
        }
        trial = null;
        reply = null;
    }

    /** A run of the recipe on made-up photos: as many as are in a batch, or twice that where batches are drawn. */
    private UpdateTrial.Updates updates(PhotoRecipe recipe, int photos) {
        boolean whole = recipe.hyperparameters().batchSize() == 0;
        PhotoRecipe some = PhotoRecipe.of(recipe.chosen()
                .set(RecipeSettings.EPOCHS, 0L)
                .set(RecipeSettings.VALIDATION, 0.0)
                .set(RecipeSettings.PATIENCE, 0L)
                .set(LearningSettings.ITERATIONS, 1_000_000L)
                .set(LearningSettings.BATCH_SIZE, whole ? 0L : (long) photos));
        int count = whole ? Math.max(2, photos) : 2 * photos;
        byte[] pixels = new byte[count * some.sources().features()];
        int noise = 1;
        for (int i = 0; i < pixels.length; i++) {
            noise = noise * 1_664_525 + 1_013_904_223;
            pixels[i] = (byte) (noise >> 24);
        }
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i += 2) {
            labels[i] = 1;
        }
        return Run.made(choice.kernels(Precision.FLOAT32), kernels -> {
            Trainer trainer = new PhotoLearning(kernels, some, pixels, labels, Trainer.COST_EVERY).trainer();
            return new UpdateTrial.Updates() {
                @Override
                public void step() {
                    trainer.step();
                }

                @Override
                public void release() {
                    kernels.releaseAll();
                }
            };
        });
    }
}
