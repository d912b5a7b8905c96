package org.layerlab.page.play;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.TabStore;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunCourse;

/**
 * The run that was there when the page was left by a reload, by Back or for another language. It is made again, up to
 * where it stood: the same settings with the same changes, or the same saved run, give the same digits. A saved run that was
 * changed since, and one that was changed too often for a link, are not among them.
 */
final class LeftRun {
    private static final String KEPT = "run";
    private static final int MOST = 1 << 24;
    /**
     * It is made again in parts that take about this long, so that the page is seen to work, and hears what a person wants
     * instead.
     */
    private static final double PART_MS = 100;

    /**
     * How it stood.
     *
     * @param furthest the last iteration that was made
     * @param iteration where it stood, which may be in its past
     * @param playing whether it went on
     * @param fragment what makes it, as in a link
     */
    record Standing(int furthest, int iteration, boolean playing, String fragment) {
        String line() {
            return furthest + " " + iteration + " " + playing + " " + fragment;
        }

        /** Reads {@link #line}, with or without an address behind it; null where it is none. */
        static @Nullable Standing read(String line) {
            List<String> parts = Text.split(line, ' ');
            if (parts.size() < 4) {
                return null;
            }
            try {
                Standing read = new Standing(
                        Integer.parseInt(parts.get(0)),
                        Integer.parseInt(parts.get(1)),
                        parts.get(2).equals("true"),
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
        /**
         * What makes the present run, as in a link: its settings with all points, and the saved run that it continues.
         * Empty where that is not known.
         */
        String fragment();

        /** Whether the present run is what that makes. */
        boolean isAsSet();

        /** Whether the present run is still to make way for the saved one that it continues. */
        boolean isAwaited();

        /** A run is made again, up to this iteration. */
        void returning(int iteration);

        /** What a person wants has to wait until it is back, or is given up. */
        void held();

        /** It is not made again any more. */
        void givenUp();

        /** Has the worker make this many iterations. */
        void step(int count);

        /** The run has its iterations again: it is to stand where it stood, and to go on if it did. */
        void returned(int iteration, boolean playing);
    }

    private final PlayRun run;
    private final Host host;
    private final DoubleSupplier clock;
    private @Nullable Standing wanted;
    /** The iteration that the worker was last asked for, and when. */
    private int asked;

    private double askedAt;
    /** How many iterations are asked for at once. */
    private int part;
    /** What the quickest answer took: most of it is not the iterations. */
    private double quickest;

    /** Brings back what was left of this run. */
    LeftRun(PlayRun run, Host host) {
        this(run, host, Clock::now);
    }

    /** The same by a clock that tells milliseconds. */
    LeftRun(PlayRun run, Host host, DoubleSupplier clock) {
        this.clock = clock;
        this.run = run;
        this.host = host;
    }

    /** Keeps the present run when the page is left or goes out of sight; says on the root element where that is in vain. */
    void bind() {
        Dom.documentFlag("forgets", !TabStore.isAllowed());
        Dom.onLeaving(event -> TabStore.put(KEPT, line() + " " + Dom.hash()));
        Dom.on("returning-stop", "click", event -> leave());
    }

    /**
     * The fragment that a page begins with: of one that has come back to the same address, that of the run that was left
     * there, since the address may lack its points and changes. A frame has the address of before from the page around.
     */
    static String fragment(String hash) {
        String line = TabStore.isBack() ? TabStore.get(KEPT) : "";
        return !TabStore.frame().isEmpty() || line.endsWith(" " + hash) ? fragment(hash, line) : hash;
    }

    /** The settings of what is kept, if anything, with the rest of the fragment. */
    static String fragment(String hash, String line) {
        Standing standing = Standing.read(line);
        if (standing == null) {
            return hash;
        }
        PlaySettings.Parsed left = PlaySettings.parse(standing.fragment);
        List<String> others = OpenedLink.of(hash, () -> CustomPoints.NONE).others();
        if (!Origin.of(left.others()).continued()) {
            others = Origin.restarted(others);
        }
        String run = RunCourse.ofAny(left).fragment();
        return "#" + (others.isEmpty() ? run : run + "&" + String.join("&", others));
    }

    /** What is kept of the present run; empty where there is nothing to come back to. */
    String line() {
        Standing standing = wanted;
        if (standing != null) {
            return standing.line();
        }
        String fragment = host.fragment();
        return run.furthest() > 0 && host.isAsSet() && !fragment.isEmpty()
                ? new Standing(run.furthest(), run.iteration(), run.playing(), fragment).line()
                : "";
    }

    /** The page came back, and a run of its address has just begun: makes it again. */
    void comeBack() {
        if (TabStore.isBack()) {
            begin(TabStore.get(KEPT));
        }
    }

    /** Makes it again if the same makes the present one. */
    void begin(String line) {
        Standing standing = Standing.read(line);
        asked = 0;
        part = 1;
        quickest = Double.POSITIVE_INFINITY;
        wanted = null;
        if (standing != null && standing.fragment.equals(host.fragment())) {
            wanted = standing;
            host.returning(standing.furthest);
        }
    }

    /**
     * Whether the run is being made again, so that nothing may go on from where it has come by now; says so. What a person
     * does would cut it down to that, on the page and in what is kept.
     */
    boolean holds() {
        if (wanted == null) {
            return false;
        }
        host.held();
        return true;
    }

    /** It is shown in another way by now, of which its fragment tells. */
    void shown() {
        Standing standing = wanted;
        if (standing != null) {
            wanted = new Standing(standing.furthest, standing.iteration, standing.playing, host.fragment());
        }
    }

    /** Another run begins, or a person wants it no longer. */
    void leave() {
        if (wanted != null) {
            wanted = null;
            host.givenUp();
        }
    }

    /** The run has moved. */
    void moved() {
        Standing standing = wanted;
        int iteration = run.iteration();
        if (standing == null || !run.heard() || host.isAwaited()) {
            return;
        }
        if (run.playing() || run.inThePast()) {
            // A person wants something else.
            leave();
            return;
        }
        if (iteration < asked && !run.done()) {
            return;
        }
        if (!host.isAsSet() || !standing.fragment.equals(host.fragment())) {
            leave();
            return;
        }
        if (iteration >= standing.furthest) {
            wanted = null;
            host.returned(standing.iteration, standing.playing);
            return;
        }
        if (run.done()) {
            if (asked > 0) {
                // It had gone further than its settings let it go by now.
                wanted = null;
                host.returned(Math.min(standing.iteration, iteration), false);
            }
            // A saved run that has just come is at its end until the worker has heard that it goes on.
            return;
        }
        double now = clock.getAsDouble();
        if (asked > 0) {
            took(now - askedAt);
        }
        askedAt = now;
        asked = Math.min(standing.furthest, iteration + part);
        host.step(asked - iteration);
    }

    /** An answer took so long: the next part is larger or smaller. */
    private void took(double milliseconds) {
        quickest = Math.min(quickest, milliseconds);
        double iterations = milliseconds - quickest;
        if (iterations < PART_MS) {
            part = Math.min(2 * part, MOST);
        } else if (iterations > 2 * PART_MS) {
            part = Math.max(1, part / 2);
        }
    }
}
