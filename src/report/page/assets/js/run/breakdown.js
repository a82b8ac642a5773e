// Profit by exit reason and by entry tag: bars in a table, so that counts and rates stand beside them.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;
  const HEAD = [{ text: 'Name' }, { text: '', class: 'run-bar-cell' }, ...['Profit', 'Trades', 'Won', 'Mean', 'Lasted'].map(text => ({ text, numeric: true }))];

  // A bar from zero, to the left for a loss; low and high are those of the whole column.
  const bar = (value, low, high) => {
    const size = high - low || 1;
    const zero = -low / size * 100, wide = run.known(value) ? Math.abs(value) / size * 100 : 0;
    return h('span', { class: 'run-bar', 'aria-hidden': 'true' },
      h('span', { class: value < 0 ? 'run-bar-loss' : 'run-bar-gain', style: `left:${value < 0 ? zero - wide : zero}%;width:${wide}%` }),
      h('span', { class: 'run-bar-zero', style: `left:${zero}%` }));
  };

  run.extent = values => {
    let low = 0, high = 0;
    for (const x of values) if (run.known(x)) { low = Math.min(low, x); high = Math.max(high, x); }
    return [low, high];
  };

  run.won = one => run.known(one.wins) && one.trades ? 100 * one.wins / one.trades : null;
  run.lasted = minutes => ({ show: AQ.format.duration(minutes), sort: minutes });

  run.breakdown = (title, about, none, rows) => {
    const all = (rows ?? []).slice().sort((a, b) => (b.profit_pct ?? -Infinity) - (a.profit_pct ?? -Infinity));
    if (!all.length) return run.block(title, 'There was no trade.');
    const [low, high] = run.extent(all.map(one => one.profit_pct));
    const tell = one => `${one.key ? `“${run.cut(one.key, 40)}”` : none} with ${run.signed(one.profit_pct)}`;
    const table = AQ.table({
      head: HEAD, sortable: true, first: 20, label: title,
      rows: all.map(one => [h('span', { title: `${one.wins ?? '–'} won, ${one.draws ?? '–'} even, ${one.losses ?? '–'} lost` }, run.name(one.key, none, 48)), { show: bar(one.profit_pct, low, high), sort: one.profit_pct },
        run.gain(one.profit_pct), one.trades, run.share(run.won(one)), run.signed(one.mean_pct, 2), run.lasted(one.duration_min)]),
    });
    table.classList.add('run-bars');
    return run.block(title, [about, ' In percent of the starting balance.', all.length > 1 ? [' Best: ', AQ.bdi(tell(all[0])), '; worst: ', AQ.bdi(tell(all.at(-1))), '.'] : null], table);
  };
})();
