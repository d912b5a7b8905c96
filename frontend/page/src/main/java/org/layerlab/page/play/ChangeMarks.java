package org.layerlab.page.play;

import java.util.List;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.parts.RunCurves;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The iterations at which something was changed, over the cost chart: a dashed line and a button each, whose title says
 * what changed, to the mouse, the keyboard and a finger. {@code static/chart.js} puts them in their places.
 */
final class ChangeMarks implements CostChart.ChangeMarks {
    private final HTMLElement marks = Dom.byId("cost-marks");

    @Override
    public void show(List<RunCurves.Change> changes) {
        marks.clear();
        for (RunCurves.Change change : changes) {
            HTMLElement mark = Dom.create("button");
            mark.setAttribute("type", "button");
            mark.setAttribute("data-at", String.valueOf(change.iteration()));
            mark.setAttribute(
                    "data-text",
                    Texts.of("Iteration {0}: {1}", NumberFormat.grouped(change.iteration()), change.text()));
            marks.appendChild(mark);
        }
    }

    @Override
    public void draw(JSObject plot, String ink) {
        draw(plot, marks, ink);
    }

    @JSBody(
            params = {"plot", "marks", "ink"},
            script = "LayerLab.chart.changes(plot, marks, ink);")
    private static native void draw(JSObject plot, HTMLElement marks, String ink);
}
