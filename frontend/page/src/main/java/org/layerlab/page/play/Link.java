package org.layerlab.page.play;

import java.util.List;
import java.util.function.Consumer;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;

/** The address: its fragment always holds the settings, behind them the pairs that a link brought along. */
final class Link {
    private PlaySettings settings = PlaySettings.DEFAULT;
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

    /** The address has these settings already. */
    void opened(PlaySettings now, List<String> pairs) {
        settings = now;
        others = pairs;
    }

    /** The pairs that are no settings. */
    List<String> others() {
        return others;
    }

    /** Writes these settings into the address. */
    void write(PlaySettings now) {
        settings = now;
        replaceFragment(fragment(now));
    }

    /** Leads to these settings, as a link does. */
    void go(PlaySettings to) {
        Window.current().getLocation().setHash(fragment(to));
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
        return new PlaySettings.Parsed(of, List.of(), others).fragment();
    }

    @JSBody(params = "fragment", script = "history.replaceState(null, '', '#' + fragment);")
    private static native void replaceFragment(String fragment);
}
