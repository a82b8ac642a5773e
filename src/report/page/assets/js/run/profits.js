// The trades by their profit, with mean and median.
(() => {
  'use strict';
  const run = AQ.run ??= {};

  // Bins of 1, 2 or 5 times a power of ten, with an edge at 0: no bar mixes gains with losses.
  // One trade of +900 % must not press all others into one bar: what lies far beyond goes into the last ones.
  const count = all => {
    const sorted = Float64Array.from(all).sort();
    const at = part => sorted[Math.round(part * (sorted.length - 1))];
    const spread = Math.max(at(0.98) - at(0.02), 0.01);
    const low = Math.max(sorted[0], at(0.02) - spread), high = Math.min(sorted.at(-1), at(0.98) + spread);
    const raw = (high - low || 1) / 36, ten = 10 ** Math.floor(Math.log10(raw));
    const width = ten * [1, 2, 5, 10].find(x => x * ten >= raw);
    const place = x => Math.floor(x / width + 1e-9);
    const first = place(low), last = Math.max(first, place(high));
    const bins = Array.from({ length: last - first + 1 }, (_, i) => ({ from: (first + i) * width, lost: first + i < 0, trades: 0 }));
    for (const x of all) bins[Math.min(last, Math.max(first, place(x))) - first].trades += 1;
    const half = (sorted.length - 1) / 2;
    const median = (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2, mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length;
    return { bins, width, mean, median, cut: sorted[0] < low || sorted.at(-1) > high };
  };

  run.profits = range => {
    let counted = { bins: [], width: 1 };
    return AQ.figure({
      id: 'profits', title: 'How trades ended', tall: 320,
      about: `${run.thinned(range)}Trades by their profit. Few large losses among many small gains, or the reverse, is what a mean alone hides.`,
      table: () => ({
        head: ['From', 'To', 'Trades'].map(text => ({ text, numeric: true })),
        rows: counted.bins.filter(one => one.trades).map(one => [run.signed(one.from, 2), run.signed(one.from + counted.width, 2), one.trades]),
      }),
      draw: async theme => {
        const all = Array.from((await run.trades(range))?.profit_pct ?? []).filter(Number.isFinite);
        if (!all.length) return 'There was no trade.';
        counted = count(all);
        const { bins, width, cut, mean, median } = counted;
        const part = (lost, color, shape) => {
          const some = bins.filter(one => one.lost === lost);
          return { type: 'bar', x: some.map(one => one.from + width / 2), y: some.map(one => one.trades), width: width * 0.92, customdata: some.map(one => [one.from, one.from + width]),
            marker: { color, line: { width: 0 }, pattern: { shape, size: 5, solidity: 0.25 } }, hovertemplate: '%{customdata[0]:.3~f} to %{customdata[1]:.3~f}%<br>trades: %{y}<extra></extra>' };
        };
        const mark = (x, dash) => ({ type: 'line', xref: 'x', yref: 'paper', x0: x, x1: x, y0: 0, y1: 1, line: { color: theme.ink, width: 1.4, dash } });
        return {
          traces: [part(true, theme.loss, '/'), part(false, theme.gain, '')],
          layout: AQ.layout(theme, {
            showlegend: false, barmode: 'overlay', margin: { t: 44 }, shapes: [mark(mean, 'solid'), mark(median, 'dash')],
            annotations: [{ xref: 'paper', yref: 'paper', x: 0, y: 1.02, xanchor: 'left', yanchor: 'bottom', showarrow: false, align: 'left', text: `— mean ${run.signed(mean, 2)}<br>- - median ${run.signed(median, 2)}` }],
            xaxis: { title: { text: `profit of a trade${cut ? ' (end bars hold all beyond)' : ''}` }, ticksuffix: '%' }, yaxis: { title: { text: 'trades' }, rangemode: 'tozero', tickformat: 'd' },
          }),
        };
      },
    });
  };
})();
