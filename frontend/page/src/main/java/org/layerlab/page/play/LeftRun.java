package org.layerlab.page.play;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.KeptInTab;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.browser.Window;

/**
 * The run that was there when the page was left by a reload, by Back or for another language. It is made again, up to
 * where it stood: the same settings give the same digits. A run that was changed on its way is not among them.
 */
final class LeftRun {
    private static final String KEPT = "run";
    /** It is made again in so many parts, so that the page is seen to work, and hears what a person wants instead. */
    private static final int PARTS = 60;

    /**
     * How it stood.
     *
     * @param furthest the last iteration that was made
     * @param iteration where it stood, which may be in its past
     * @param playing whether it went on
     * @param fragment its settings, as in a link
     */
    record Standing(int furthest, int iteration, boolean playing, String fragment) {
        String line() {
            return furthest + " " + iteration + " " + playing + " " + fragment;
        }

        /** Reads {@link #line}; null where it is none. */
        static @Nullable Standing read(String line) {
            List<String> parts = Text.split(line, ' ');
            if (parts.size() != 4) {
                return null;
            }
            try {
                Standing read = new Standing(
                        Integer.parseInt(parts.get(0)),
                        Integer.parseInt(parts.get(1)),
                        Boolean.parseBoolean(parts.get(2)),
                        parts.get(3));
                boolean possible = read.iteration >= 0 && read.iteration <= read.furthest && !read.fragment.isEmpty();
                return possible ? read : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    /** The playground around it. */
    interface Host {
        /** The present settings. */
        PlaySettings settings();

        /** Whether the present run is what its settings make of fresh weights. */
        boolean isAsSet();

        /** Has the worker make this many iterations. */
        void step(int count);

        /** The run has its iterations again: it is to stand where it stood, and to go on if it did. */
        void returned(int iteration, boolean playing);
    }

    private final PlayRun run;
    private final Host host;
    private @Nullable Standing wanted;
    /** The iteration that the worker was last asked for. */
    private int asked;

    LeftRun(PlayRun run, Host host) {
        this.run = run;
        this.host = host;
    }

    /** Keeps the present run when the page is left. */
    void bind() {
        Dom.on(Window.current(), "pagehide", event -> KeptInTab.put(KEPT, line()));
    }

    /** What is kept of the present run; empty where there is nothing to come back to. */
    String line() {
        Standing standing = wanted;
        if (standing != null) {
            return standing.line();
        }
        PlaySettings settings = host.settings();
        return run.furthest() > 0 && host.isAsSet() && settings.fitsLink()
                ? new Standing(run.furthest(), run.iteration(), run.playing(), settings.fragment()).line()
                : "";
    }

    /** The page came back, and a run of its settings has just begun: makes it again. */
    void comeBack() {
        if (KeptInTab.isBack()) {
            begin(KeptInTab.get(KEPT));
        }
    }

    /** Makes it again if it has the present settings. */
    void begin(String line) {
        Standing standing = Standing.read(line);
        asked = 0;
        wanted = standing != null && standing.fragment.equals(host.settings().fragment()) ? standing : null;
    }

    /** Another run begins, or a person wants something else. */
    void leave() {
        wanted = null;
    }

    /** The run has moved. */
    void moved() {
        Standing standing = wanted;
        int iteration = run.iteration();
        if (standing == null || !run.heard() || iteration < asked) {
            return;
        }
        boolean other =
                !host.isAsSet() || !standing.fragment.equals(host.settings().fragment());
        if (other || run.playing() || run.inThePast()) {
            // A person wants something else.
            leave();
            return;
        }
        if (iteration >= standing.furthest || run.done()) {
            wanted = null;
            host.returned(standing.iteration, standing.playing);
            return;
        }
        asked = Math.min(standing.furthest, iteration + Math.max(1, standing.furthest / PARTS));
        host.step(asked - iteration);
    }
}
