// What the candle chart shows for a window of time, as traces and layout.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const MARGIN = 0.5; // windows drawn on either side, so that dragging meets no empty space

  const stretch = (low, high, part) => {
    const more = (high - low) * part || Math.abs(high) * 0.01 || 1;
    return [low - more, high + more];
  };

  // The lowest and the highest of what is put in; what is not a number is left out.
  const extremes = () => ({ low: Infinity, high: -Infinity, take(y) { if (Number.isFinite(y) && y !== null) { if (y < this.low) this.low = y; if (y > this.high) this.high = y; } } });

  // `view`: frame, low and high (its part of the candles), rows, gap, columns (with name, place, values, colour, shown), trades, list, picked, window, width.
  run.picture = (view, theme) => {
    const [from, to] = view.window;
    const span = to - from, begin = from - span * MARGIN, end = to + span * MARGIN;
    const length = run.barLength(span, Math.max(40, Math.min(340, view.width / 3.4)), view.frame.step);
    const bars = run.bars(view.frame, begin, end, length, view.low, view.high);
    const look = fillcolor => ({ fillcolor, line: { color: theme.pale, width: 1 } });
    const traces = [{ type: 'candlestick', x: bars.x, open: bars.o, high: bars.h, low: bars.l, close: bars.c, increasing: look(theme.paper), decreasing: look(theme.pale), hoverinfo: 'skip' }];

    const inside = x => x >= from && x <= to;
    const price = extremes();
    bars.x.forEach((x, i) => { if (x + length / 2 >= from && x - length / 2 <= to) { price.take(bars.l[i]); price.take(bars.h[i]); } });
    const [floor, ceiling] = stretch(price.low, price.high, 0.4);
    const line = (column, yaxis) => {
      const { x, y } = run.thin(view.rows, column.values, begin, end, view.gap);
      traces.push({ type: 'scatter', mode: 'lines', x, y, yaxis, line: { color: theme.series[column.colour], width: 1.4, dash: column.dash }, hoverinfo: 'skip' });
      const seen = extremes();
      x.forEach((at, i) => { if (inside(at)) seen.take(y[i]); });
      return seen;
    };
    const shown = view.columns.filter(column => column.shown), panels = shown.filter(column => column.place !== 'price');
    for (const column of shown.filter(one => one.place === 'price')) {
      const seen = line(column, 'y');
      // A line far off, such as a slow average, must not press the candles flat.
      if (seen.low > floor) price.take(seen.low);
      if (seen.high < ceiling) price.take(seen.high);
    }
    const trades = view.trades ? run.tradesWithin(view.trades, view.list, begin, end) : { drawn: [], total: 0 };
    if (trades.drawn.length) traces.push(...run.tradeTraces(view.trades, trades.drawn, view.picked, theme));
    for (const i of trades.drawn) {
      for (const entry of [true, false]) for (const fill of run.fills(view.trades, i, entry)) if (inside(fill.date)) price.take(fill.rate);
    }
    const [low, high] = price.high >= price.low ? [price.low, price.high] : [0, 1];
    const log = low > 0 && high / low > 5; // years of a coin that rose a hundredfold

    const ticks = run.ticks(begin, end, span, Math.max(3, view.width / 90));
    const height = 400 + 88 * panels.length;
    const each = panels.length ? 88 / (height - 56) : 0;
    const axis = { fixedrange: true, automargin: false, side: 'right', zeroline: false };
    const axes = {}, annotations = [], shapes = [];
    panels.forEach((column, at) => {
      const seen = line(column, `y${at + 2}`), known = seen.low <= seen.high;
      const top = each * (panels.length - at) - 0.022;
      axes[`yaxis${at + 2}`] = { ...axis, domain: [each * (panels.length - at - 1), top], range: known ? stretch(seen.low, seen.high, 0.08) : [0, 1], nticks: 4, tickfont: { size: 10 } };
      annotations.push({ xref: 'paper', yref: 'paper', x: 0, y: top, xanchor: 'left', yanchor: 'top', text: `${AQ.plain(column.name, 40)}${known ? '' : ': no values here'}`, showarrow: false, font: { size: 11, color: theme.series[column.colour] }, bgcolor: theme.paper });
    });
    const open = view.trades?.open_date[view.picked], close = view.trades?.close_date[view.picked];
    if (Number.isFinite(close)) shapes.push({ type: 'rect', xref: 'x', yref: 'paper', x0: open - view.frame.step / 2, x1: close + view.frame.step / 2, y0: 0, y1: 1, fillcolor: view.trades.profit_pct[view.picked] < 0 ? theme.loss : theme.gain, opacity: 0.1, line: { width: 0 }, layer: 'below' });
    // Where the exchange would have closed it, as long as it was open.
    const gone = view.trades?.liquidation?.[view.picked];
    if (gone > 0 && gone > 2 * low - high && gone < 2 * high - low) {
      shapes.push({ type: 'line', xref: 'x', yref: 'y', x0: open, x1: Number.isFinite(close) ? close : to, y0: gone, y1: gone, line: { color: theme.loss, width: 1.4, dash: 'dash' } });
    }
    return {
      bars, trades, length, log, traces,
      layout: AQ.layout(theme, {
        height, showlegend: false, dragmode: matchMedia('(pointer: coarse)').matches ? false : 'pan', hoverdistance: 14, margin: { t: 10, r: 62, b: 46, l: 0 }, annotations, shapes,
        xaxis: { type: 'linear', rangeslider: { visible: false }, range: [from, to], autorange: false, anchor: panels.length ? `y${panels.length + 1}` : 'y', automargin: false, tickmode: 'array', tickvals: ticks.vals, ticktext: ticks.text, zeroline: false, tickangle: 0 },
        yaxis: { domain: [panels.length ? each * panels.length + 0.01 : 0, 1], ...axis, ...run.scale(log, low, high), range: log ? stretch(Math.log10(low), Math.log10(high), 0.04) : stretch(low, high, 0.04), nticks: 8, tickformat: high < 1e6 ? ',~r' : '.4~s' },
        ...axes,
      }),
    };
  };
})();
