package org.layerlab.page.play;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.network.training.Schedule;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.settings.PlaySettings;

/** The playground as {@link LeftRun} sees it: what makes its run, and how a run that comes back is shown. */
final class ReturningRun implements LeftRun.Host {
    private final PlayRun run;
    private final PlayView view;
    private final SavedRun saved;
    private final Link link;
    private final Status status;
    private final Supplier<PlaySettings> settings;
    private final Consumer<Message> worker;
    private final Runnable play;

    ReturningRun(
            PlayRun run,
            PlayView view,
            SavedRun saved,
            Link link,
            Status status,
            Supplier<PlaySettings> settings,
            Consumer<Message> worker,
            Runnable play) {
        this.run = run;
        this.view = view;
        this.saved = saved;
        this.link = link;
        this.status = status;
        this.settings = settings;
        this.worker = worker;
        this.play = play;
    }

    @Override
    public String fragment() {
        return saved.fragment(link.whole());
    }

    @Override
    public boolean isAsSet() {
        if (view.isFresh()) {
            return !view.readout().isChanging();
        }
        PlaySettings now = settings.get();
        boolean extended = run.isExtended(now.iterations()) && now.schedule() != Schedule.CONSTANT;
        return saved.continues() && view.isUnchanged() && !extended;
    }

    @Override
    public boolean isAwaited() {
        return saved.isAwaited();
    }

    @Override
    public void returning(int iteration) {
        say(Texts.of("Bringing your run back to iteration {0}…", NumberFormat.grouped(iteration)));
    }

    @Override
    public void held() {
        say(Texts.of("Your run is still on its way back. Wait for it, or stop bringing it back."));
    }

    private static void say(String text) {
        Dom.show("returning", true);
        Dom.say("returning-text", text);
    }

    @Override
    public void givenUp() {
        Dom.show("returning", false);
    }

    @Override
    public void step(int count) {
        worker.accept(PlayMessages.step(count));
    }

    @Override
    public void returned(int iteration, boolean playing) {
        givenUp();
        if (iteration < run.iteration()) {
            view.time().seek(iteration);
        } else if (playing) {
            play.run();
        }
        status.note(Texts.of("Your run is back at iteration {0}.", NumberFormat.grouped(iteration)));
    }
}
