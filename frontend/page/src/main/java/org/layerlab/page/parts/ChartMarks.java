package org.layerlab.page.parts;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** The marks over a chart's curves: the marked iteration and infinite values. */
final class ChartMarks {
    private ChartMarks() {}

    /**
     * Draws them whenever the plot is drawn.
     *
     * @param plot of the chart library; its {@code marked} and {@code edge} are the iterations
     * @param ink the color of lines
     */
    @JSBody(
            params = {"plot", "ink"},
            script = """
            var color = ink;
            plot.hooks.draw = [function(u) {
              var c = u.ctx, x = function(at) { return Math.round(u.valToPos(at, 'x', true)); };
              c.save();
              c.strokeStyle = c.fillStyle = color;
              c.lineWidth = devicePixelRatio;
              c.font = 16 * devicePixelRatio + 'px sans-serif';
              if (isFinite(u.marked)) {
                c.beginPath();
                c.moveTo(x(u.marked), u.bbox.top);
                c.lineTo(x(u.marked), u.bbox.top + u.bbox.height);
                c.stroke();
              }
              (u.edge || []).forEach(function(at) { c.fillText('∞', x(at), u.bbox.top + 14 * devicePixelRatio); });
              c.restore();
            }];
            """)
    static native void draw(JSObject plot, String ink);
}
