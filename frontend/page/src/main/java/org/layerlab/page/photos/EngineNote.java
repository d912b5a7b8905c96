package org.layerlab.page.photos;

import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.EngineChoice;
import org.teavm.jso.JSBody;

/** Says what computes, and why, with a link that forces the other. */
public final class EngineNote {
    /** What is computed. */
    public enum Work {
        /** A run's updates. */
        UPDATES,
        /** What a network sees in photos. */
        PHOTOS
    }

    private EngineNote() {}

    /** Nothing is computed, or nothing whose engine was chosen. */
    public static void clear() {
        Dom.show("computes", false);
    }

    /** Says what was chosen; what failed goes to the status. */
    public static void show(EngineChoice choice, Work work, Status status) {
        Dom.documentData("engine", choice.onGpu() ? Engine.GPU : Engine.name());
        Dom.show("computes", choice.failure().isEmpty());
        if (!choice.failure().isEmpty()) {
            status.say(Texts.of("Training continues on the CPU. {0}", Texts.said(choice.failure())));
            return;
        }
        Dom.text("computes-text", text(choice, work));
        Dom.text("computes-other", choice.onGpu() ? Texts.of("Use the CPU") : Texts.of("Use the GPU"));
        Dom.byId("computes-other").setAttribute("href", with(choice.onGpu() ? Engine.name() : Engine.GPU));
    }

    /** A sentence for people. */
    static String text(EngineChoice choice, Work work) {
        if (choice.forced()) {
            return Texts.of("Training on the GPU ({0}), as set in this page’s address.", choice.device());
        }
        String there = rate(choice.there());
        String here = rate(choice.here());
        return switch (work) {
            case UPDATES ->
                choice.onGpu()
                        ? Texts.of(
                                "Training on the GPU ({0}): {1} updates a second, versus {2} on the CPU.",
                                choice.device(), there, here)
                        : Texts.of(
                                "Training on the CPU: {1} updates a second, versus {2} on the GPU ({0}).",
                                choice.device(), here, there);
            case PHOTOS ->
                choice.onGpu()
                        ? Texts.of(
                                "Training on the GPU ({0}): {1} photos a second, versus {2} on the CPU.",
                                choice.device(), there, here)
                        : Texts.of(
                                "Training on the CPU: {1} photos a second, versus {2} on the GPU ({0}).",
                                choice.device(), here, there);
        };
    }

    private static String rate(double perSecond) {
        return perSecond < 10 ? NumberFormat.decimals(perSecond, 1) : NumberFormat.grouped(Math.round(perSecond));
    }

    /** This page's address with another engine. */
    @JSBody(
            params = "engine",
            script = "var url = new URL(location.href); url.searchParams.set('engine', engine); return url.href;")
    private static native String with(String engine);
}
