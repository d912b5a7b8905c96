package org.layerlab.page.play;

import org.layerlab.network.data.Points;
import org.layerlab.network.training.Schedule;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.BroughtFile;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.parts.SaveDialog;
import org.layerlab.page.settings.CardSettings;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.typedarrays.Int8Array;

/** A saved run that resumes where it stopped: from a link, or from a file that a person brings. */
final class SavedRun implements PlayAnswers.Saved {
    /** The playground around it. */
    interface Host {
        /** Sends the worker a message. */
        void send(Message message);

        /** The present settings. */
        PlaySettings settings();

        /** Takes the settings of a run that is ready. */
        void adopt(PlaySettings saved);

        /** Begins the run that is ready with this many iterations. */
        void beginWith(int iterations);
    }

    private final PlayRun run;
    private final Link link;
    private final SaveDialog saveDialog;
    private final Status status;
    private final Host host;
    private Origin origin = Origin.NONE;
    /** Whether the run that is continued has come. */
    private boolean here;
    /** The iterations that the link asks for; 0 where it names none. */
    private int asked;
    /** Whether a file that was dropped is on its way; until it has come, the present run stays as it is. */
    private boolean dropping;

    private String told = "";

    SavedRun(PlayRun run, Link link, SaveDialog saveDialog, Status status, Host host) {
        this.run = run;
        this.link = link;
        this.saveDialog = saveDialog;
        this.status = status;
        this.host = host;
    }

    /** A name for what is to be saved: data set, layers and seed. */
    static String name(PlaySettings settings) {
        Points dataset = settings.dataset();
        return Texts.of(
                "{0}, {1}, seed {2}",
                dataset == Points.CUSTOM ? Texts.of("Own points") : Texts.said(dataset.label()),
                settings.shapeText("·"),
                settings.seed());
    }

    /** Takes parameter files from their button, and from where they are dropped. */
    void bind() {
        new BroughtFile((bytes, name) -> dropped(bytes), status::say, this::tell).bind("model-file");
    }

    /** A link says where its run comes from: it is brought where it is to be continued. */
    void follow(Origin from, int iterations) {
        origin = from;
        here = false;
        dropping = false;
        asked = iterations;
        saveDialog.parent(origin.parent());
        if (from.continued()) {
            // The answer for a link that was followed earlier may come late.
            from.load(
                    status,
                    file -> {
                        if (origin.equals(from)) {
                            open(file);
                        }
                    },
                    why -> {
                        if (origin.equals(from)) {
                            refused(why);
                        }
                    });
        }
    }

    /** Whether the run goes on from a saved one. */
    boolean continues() {
        return origin.continued();
    }

    /** Whether it is to go on from one that has not come yet. */
    boolean isAwaited() {
        return continues() && !here;
    }

    /**
     * What makes the present run, with the saved one that it continues, as in a link; empty where that was a file.
     *
     * @param run its settings, and changes on its way, as in a link; empty where none holds them
     */
    String fragment(String run) {
        if (run.isEmpty() || (continues() && origin.parent().isEmpty())) {
            return "";
        }
        return continues() ? run + "&" + Origin.continues(origin.id()) : run;
    }

    /** The run starts over from initial weights, and no longer continues a saved one. */
    void leave() {
        if (origin.continued()) {
            origin = Origin.NONE;
            link.leaveOrigin();
        }
    }

    private void tell(String how) {
        told = how + "\n";
        status.note(how);
    }

    private boolean dropped(Int8Array file) {
        status.clear();
        told = "";
        dropping = true;
        open(file);
        return true;
    }

    /** The present run stays until the saved one is ready. */
    private void open(Int8Array file) {
        run.open();
        host.send(RunMessages.open(file));
    }

    @Override
    public void opened(RunMessages.Ready ready) {
        PlaySettings.Parsed parsed = PlaySettings.parse(ready.getSettings());
        if (dropping) {
            dropping = false;
            asked = 0;
            origin = Origin.NONE;
            saveDialog.parent("");
            link.forgetOrigin();
        }
        host.adopt(parsed.settings());
        String unfit = CardSettings.unfit(parsed);
        if (!unfit.isEmpty()) {
            told += unfit + "\n";
            status.say(told.trim());
        }
    }

    @Override
    public void refused(String why) {
        if (!dropping) {
            // Nothing of that model is in this run.
            origin = Origin.NONE;
            saveDialog.parent("");
            link.forgetOrigin();
            link.write(host.settings());
        }
        dropping = false;
        status.say(why);
    }

    @Override
    public String told() {
        String once = told;
        told = "";
        return once;
    }

    @Override
    public void came() {
        here = true;
        PlaySettings settings = host.settings();
        int iterations = run.done() ? run.extended() : settings.iterations();
        if (settings.schedule() == Schedule.CONSTANT) {
            // Another schedule would have led elsewhere with more iterations from the start.
            iterations = asked > run.iteration() ? asked : iterations;
        }
        if (iterations != settings.iterations()) {
            host.beginWith(iterations);
        }
    }
}
