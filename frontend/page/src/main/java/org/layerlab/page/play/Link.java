package org.layerlab.page.play;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunCourse;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The address: its fragment always holds what makes the run, settings and changes on its way, and behind them the pairs
 * that a link brought along.
 */
final class Link {
    private PlaySettings settings = PlaySettings.DEFAULT;
    /** What makes the run; null where it was changed too often for a link. */
    private @Nullable RunCourse course = new RunCourse(PlaySettings.DEFAULT);
    /** Whether all changes of the course come from a link, so that to start over is to make the same again. */
    private boolean replays;

    private List<String> others = List.of();

    /**
     * The address of this page.
     *
     * @param followed takes the fragment, with its '#', when a person has opened another
     */
    Link(Consumer<String> followed) {
        Dom.on(Window.current(), "hashchange", event -> {
            String hash = Dom.hash();
            if (!hash.equals("#" + fragment(settings))) {
                followed.accept(hash);
            }
        });
    }

    /** A link was opened. Where it is in another program's words, the address is to have ours. */
    void opened(OpenedLink link) {
        settings = link.settings();
        others = link.others();
        begin(link.course());
        if (!link.note().isEmpty()) {
            write(settings);
        }
    }

    /** Another run begins, whose changes are all still to come. */
    void begin(RunCourse of) {
        course = of;
        replays = !of.isPlain();
    }

    /** The worker tells what makes the run, now that a person has changed it; empty where no link holds that. */
    void told(String fragment) {
        RunCourse told = fragment.isEmpty() ? null : RunCourse.ofAny(PlaySettings.parse(fragment));
        replays &= told != null && course != null && told.changes().equals(course.changes());
        course = told;
        write(settings);
    }

    /** The course that was opened, as long as no person has changed it; null without one. */
    @Nullable
    RunCourse replayed() {
        return replays ? course : null;
    }

    /** What makes the run, as in a link; empty where no link holds that. */
    String run() {
        return settings.fitsLink() ? whole() : "";
    }

    /** The same with all of its points, however many; empty where it was changed too often. */
    String whole() {
        RunCourse made = course;
        return made == null ? "" : made.isPlain() ? settings.fragment() : made.fragment();
    }

    /** The pairs that are not settings. */
    List<String> others() {
        return others;
    }

    /** Writes these settings into the address. */
    void write(PlaySettings now) {
        settings = now;
        if (course != null) {
            course.shown(now);
        }
        Dom.replaceHash(fragment(now));
    }

    /** Leads to a run of these settings, as a link does: it continues no saved one. */
    void go(PlaySettings to) {
        Window.current()
                .getLocation()
                .setHash(new PlaySettings.Parsed(to, List.of(), Origin.restarted(others)).fragment());
    }

    /** The run begins again from initial weights, so that it no longer continues a saved one. */
    void leaveOrigin() {
        others = Origin.restarted(others);
        write(settings);
    }

    /** The run comes from elsewhere than the link said. */
    void forgetOrigin() {
        others = Origin.without(others);
    }

    /**
     * {@code {control}_hide=true} hides a control, {@code embed=true} all but the plot and the transport; {@code maths=true} then
     * keeps the network and its math.
     */
    void hideControls() {
        Dom.documentFlag("embed", others.contains("embed=true"));
        Dom.documentFlag("maths", others.contains("maths=true"));
        for (HTMLElement control : Dom.all("[data-control]")) {
            String name = control.getAttribute("data-control");
            // TensorFlow Playground calls them playButton, stepButton and resetButton.
            String brief = name.endsWith("Button") ? name.substring(0, name.length() - 6) : name;
            control.setHidden(others.contains(name + "_hide=true") || others.contains(brief + "_hide=true"));
        }
    }

    private String fragment(PlaySettings of) {
        String run = of.equals(settings) ? run() : "";
        if (run.isEmpty()) {
            return new PlaySettings.Parsed(of, List.of(), others).fragment();
        }
        return others.isEmpty() ? run : run + "&" + String.join("&", others);
    }
}
