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
 * what changed, to the mouse, the keyboard and a finger.
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

    /** Puts each button over its iteration. One that would cover another shares its text with it. */
    @JSBody(
            params = {"plot", "marks", "ink"},
            script = """
            var all = marks, color = ink;
            plot.hooks.draw.push(function(u) {
              var c = u.ctx, dash = 3 * devicePixelRatio, last = null, free = -1e9;
              c.save();
              c.strokeStyle = color;
              c.lineWidth = devicePixelRatio;
              c.setLineDash([dash, dash]);
              Array.from(all.children).forEach(function(mark) {
                var at = u.valToPos(+mark.dataset.at, 'x') + u.over.offsetLeft;
                var x = Math.round(u.valToPos(+mark.dataset.at, 'x', true));
                c.beginPath();
                c.moveTo(x, u.bbox.top);
                c.lineTo(x, u.bbox.top + u.bbox.height);
                c.stroke();
                mark.hidden = at < free;
                mark.style.left = at + 'px';
                if (mark.hidden) {
                  last.title += '; ' + mark.dataset.text;
                } else {
                  mark.title = mark.dataset.text;
                  last = mark;
                  free = at + mark.offsetWidth;
                }
              });
              c.restore();
            });
            """)
    private static native void draw(JSObject plot, HTMLElement marks, String ink);
}
