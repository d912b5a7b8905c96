// Draws the curves of a page with uPlot. ChartLibrary.java loads both for the first curve; LineChart.java and
// ChangeMarks.java call this.
(() => {
  "use strict";

  // The distances of an axis' numbers to choose from: uPlot's own end at 5e15.
  const steps = (plot, at, from, to, length, space) => {
    const power = Math.floor(Math.log10(((to - from) / length) * space));
    return [1, 2, 2.5, 5, 10].map((step) => Number(`${step}e${power}`));
  };

  // Values that differ by less than this share of them are drawn as nearly level: the rest is rounding.
  const LEAST = 1e-4;

  // A number of the vertical axis, as exact as the distance to the next one.
  const text = (value, step) => {
    if (step < 1e-7 || step >= 1e6) return String(Number(value.toPrecision(7)));
    return value.toFixed(step.toFixed(8).replace(/0+$/, "").split(".")[1].length);
  };

  // The same of a logarithm.
  const power = (value, step) => String(Number((10 ** value).toPrecision(Math.max(2, Math.ceil(1 - Math.log10(2.3 * step))))));

  const widest = (texts) => Math.max(...(texts ?? ["0.00"]).map((one) => one.length));

  const verticalRange = (low, high, from, to, unit) => {
    if (isFinite(low)) {
      return from == null ? [low, high] : [Math.min(low, Math.floor(from)), Math.max(high, to)];
    }
    if (from == null || !isFinite(from)) return [0, 1];
    const least = unit === "log" ? LEAST : LEAST * Math.max(Math.abs(from), Math.abs(to));
    const room = to === from ? 0.05 : Math.max((to - from) * 0.08, (least - (to - from)) / 2);
    return [from - room, to + room];
  };

  const lowestPercent = (from) => (from == null ? 0 : Math.max(-100, Math.floor((from - 0.01) / 10) * 10));

  const axes = (ink, line, unit, space, right) => {
    const axis = {
      stroke: ink,
      font: '12px "JetBrains Mono", monospace',
      grid: { stroke: line, width: 1 },
      ticks: { show: false },
    };
    const iterations = {
      ...axis,
      size: 28,
      space: 70,
      values: (plot, at) => at.map((v) => (v >= 10000 ? `${v / 1000}k` : String(v))),
    };
    const vertical = {
      ...axis,
      space,
      incrs: steps,
      size: (plot, texts) => 14 + 7.3 * widest(texts),
      values: (plot, at, index, distance, step) =>
        at.map((v) => (unit === "log" ? power(v, step) : text(v, step) + unit)),
    };
    const percent = {
      ...axis,
      scale: "right",
      side: 1,
      size: 50,
      grid: { show: false },
      values: (plot, at) => at.map((v) => `${v} %`),
    };
    return right ? [iterations, vertical, percent] : [iterations, vertical];
  };

  // Draws over the curves: a line at the marked iteration, and ∞ at the upper edge where a value is infinite.
  const drawMarks = (ink) => (plot) => {
    const c = plot.ctx;
    const x = (at) => Math.round(plot.valToPos(at, "x", true));
    c.save();
    c.strokeStyle = c.fillStyle = ink;
    c.lineWidth = devicePixelRatio;
    c.font = `${16 * devicePixelRatio}px sans-serif`;
    if (isFinite(plot.marked)) {
      c.beginPath();
      c.moveTo(x(plot.marked), plot.bbox.top);
      c.lineTo(x(plot.marked), plot.bbox.top + plot.bbox.height);
      c.stroke();
    }
    for (const at of plot.edge ?? []) c.fillText("∞", x(at), plot.bbox.top + 14 * devicePixelRatio);
    c.restore();
  };

  LayerLab.chart = {
    // A plot in an element, without curves. low and high are always in view; NaN to follow the curves. unit is what follows
    // a number, or "log"; right asks for an axis in percent.
    lines(element, ink, line, low, high, unit, space, right) {
      const size = () => ({ width: Math.max(120, element.clientWidth), height: Math.max(80, element.clientHeight) });
      const options = {
        ...size(),
        legend: { show: false },
        cursor: { points: { size: 6 }, drag: { x: false, y: false } },
        padding: [8, right ? 8 : 20, 0, 0],
        scales: {
          x: { time: false, range: (plot, from, to) => (from == null ? [0, 1] : [from, Math.max(to, from + 1)]) },
          y: { range: (plot, from, to) => verticalRange(low, high, from, to, unit) },
          right: { range: (plot, from) => [lowestPercent(from), 100] },
        },
        series: [{}],
        axes: axes(ink, line, unit, space, right),
      };
      const plot = new uPlot(options, [[]], element);
      plot.hooks.draw = [drawMarks(ink)];
      plot.tables = [];
      plot.observer = new ResizeObserver(() => plot.setSize(size()));
      plot.observer.observe(element);
      return plot;
    },

    // Puts each button over its iteration, with a dashed line. One that would cover another shares its text with it.
    changes(shown, marks, ink) {
      shown.hooks.draw.push((plot) => {
        const c = plot.ctx;
        const dash = 3 * devicePixelRatio;
        let last = null;
        let free = -1e9;
        c.save();
        c.strokeStyle = ink;
        c.lineWidth = devicePixelRatio;
        c.setLineDash([dash, dash]);
        for (const mark of marks.children) {
          const at = plot.valToPos(Number(mark.dataset.at), "x") + plot.over.offsetLeft;
          const x = Math.round(plot.valToPos(Number(mark.dataset.at), "x", true));
          c.beginPath();
          c.moveTo(x, plot.bbox.top);
          c.lineTo(x, plot.bbox.top + plot.bbox.height);
          c.stroke();
          mark.hidden = at < free;
          mark.style.left = `${at}px`;
          if (mark.hidden) {
            last.title += `; ${mark.dataset.text}`;
          } else {
            mark.title = mark.dataset.text;
            last = mark;
            free = at + mark.offsetWidth;
          }
        }
        c.restore();
      });
    },
  };
})();
