// The candle under the pointer in words, and what the chart shows just now.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;
  const MOST = 12; // orders that are told of a trade
  const HOUR = 3600000, DAY = 24 * HOUR;
  const long = ms => ms < HOUR ? `${ms / 60000} min` : ms < DAY ? `${ms / HOUR} h` : AQ.count(ms / DAY, 'day');

  // At a time, or without one of the last candle in sight.
  run.readout = (view, bars, x) => {
    let at = run.lower(bars.x, (x ?? view.window[1]) - bars.length / 2);
    if (at >= bars.x.length || (x === null && bars.x[at] > view.window[1])) at -= 1;
    if (at < 0) return [];
    const begin = bars.x[at] - (bars.length - view.frame.step) / 2;
    const price = (name, value) => h('span', {}, `${name}\u00a0`, h('b', {}, run.price(value)));
    const near = run.lower(view.rows, bars.x[at] + bars.length / 2) - 1;
    const known = near >= 0 && bars.x[at] - view.rows[near] <= view.gap + bars.length;
    return [
      h('span', {}, bars.length >= DAY ? AQ.format.date(begin) : AQ.format.datetime(begin)),
      price('open', bars.o[at]), price('high', bars.h[at]), price('low', bars.l[at]), price('close', bars.c[at]), run.gain(100 * (bars.c[at] / bars.o[at] - 1), 2),
      ...view.columns.filter(column => column.shown).map(column => h('span', { class: `run-value run-${column.dash}`, style: `--colour: var(--series-${column.colour + 1})` },
        run.name(column.name, '', 20), '\u00a0', h('b', {}, run.value(known ? column.values[near] : NaN)))),
    ];
  };

  run.status = (view, drawn) => {
    const { frame, window } = view, { trades, length, log } = drawn;
    return [
      `${AQ.format.date(Math.max(window[0], view.from))} to ${AQ.format.date(Math.min(window[1], view.to))} UTC`,
      length > frame.step ? `each bar is ${long(length)}, that is ${AQ.format.number(length / frame.step, 0)} candles: zoom in for single ones` : `candles of ${long(frame.step)}`,
      frame.step > frame.runStep ? `the run itself used candles of ${long(frame.runStep)}, too many for this page` : null,
      trades.total > trades.drawn.length ? `${trades.drawn.length} of ${trades.total} trades are drawn, those with the largest profit or loss` : null,
      log ? 'logarithmic prices' : null,
      view.columns.length ? 'columns are exact around trades, thinner elsewhere' : null,
      view.leftOut.length ? `for ${AQ.count(view.leftOut.length, 'column')} more there was no room: ${run.cut(view.leftOut.join(', '), 120)}` : null,
    ].filter(Boolean).join('; ') + '.';
  };

  run.toldTrade = (view, at) => {
    const all = view.trades, i = view.list[at], tag = all.tags[all.tag[i]];
    const { datetime, duration, money } = AQ.format, filled = all.orders.get(i);
    return [h('b', {}, `Trade ${at + 1} of ${view.list.length}: `), run.gain(all.profit_pct[i], 2),
      ` (${run.cut(money(all.profit_abs[i]), 30)}), ${run.side(all, i)} from ${datetime(all.open_date[i])} at ${run.price(all.open_rate[i])} to ${datetime(all.close_date[i])} at ${run.price(all.close_rate[i])}, ${duration((all.close_date[i] - all.open_date[i]) / 60000)}; exit: `,
      run.name(all.reasons[all.reason[i]], '–', 40), tag ? ['; tag: ', run.name(tag, '', 40)] : null, `. Worst ${run.signed(all.mae_pct[i], 2)}, best ${run.signed(all.mfe_pct[i], 2)} while open.`,
      run.futures(all, i) ? ` With ${run.cut(run.futures(all, i), 90)}.` : null,
      filled ? [' Its orders, in parts of all its entries: ', filled.slice(0, MOST).map((order, at) => [at ? '; ' : null, run.order(order), order.tag ? [' (', run.name(order.tag, '', 30), ')'] : null]), filled.length > MOST ? `; and ${filled.length - MOST} more.` : '.'] : null];
  };
})();
