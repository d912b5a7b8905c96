package org.layerlab.page.parts;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;

/** The marks over a chart's curves: the marked iteration, infinite values, and changes. */
final class ChartMarks {
    private ChartMarks() {}

    /**
     * Draws them whenever the plot is drawn. The children of the element {@code .chart-marks} beside the chart are put
     * over their iterations ({@code data-at}); a mark that would cover another one shares its text with it.
     *
     * @param plot of the chart library; its {@code marked} and {@code edge} are the iterations
     * @param chart the element of the chart
     * @param ink the color of lines
     */
    @JSBody(
            params = {"plot", "chart", "ink"},
            script = """
            var host = chart, color = ink;
            plot.hooks.draw = [function(u) {
              var c = u.ctx, x = function(at) { return Math.round(u.valToPos(at, 'x', true)); };
              var upright = function(at, dash) {
                c.setLineDash(dash ? [dash, dash] : []);
                c.beginPath();
                c.moveTo(x(at), u.bbox.top);
                c.lineTo(x(at), u.bbox.top + u.bbox.height);
                c.stroke();
              };
              c.save();
              c.strokeStyle = c.fillStyle = color;
              c.lineWidth = devicePixelRatio;
              c.font = 16 * devicePixelRatio + 'px sans-serif';
              if (isFinite(u.marked)) {
                upright(u.marked, 0);
              }
              (u.edge || []).forEach(function(at) { c.fillText('∞', x(at), u.bbox.top + 14 * devicePixelRatio); });
              var marks = host.parentNode.querySelector('.chart-marks'), last = null, free = -1e9;
              Array.from(marks ? marks.children : []).forEach(function(mark) {
                var at = u.valToPos(+mark.dataset.at, 'x') + u.over.offsetLeft;
                upright(+mark.dataset.at, 3 * devicePixelRatio);
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
            }];
            """)
    static native void draw(JSObject plot, HTMLElement chart, String ink);
}
