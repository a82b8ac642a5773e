// The pairs of the basket beside what holding each would have brought.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const HEAD = [
    ['Profit', 'Sum over its trades, of the starting balance'], ['Held', 'Buy and hold of this pair'], ['Trades'], ['Won'], ['Mean', 'Mean profit of a trade'], ['Drawdown'],
    ['Held, drawdown', 'Deepest fall of this pair from its high'], ['Sharpe'], ['Profit factor', 'All gains over all losses'], ['Lasted', 'Mean time from entry to exit'],
  ];

  run.pairs = range => {
    const all = range.pairs ?? [];
    if (!all.length) return run.block('Pairs', 'There is no pair to show.');
    const traded = all.filter(one => one.trades > 0);
    const gained = traded.filter(one => one.profit_pct > 0).length;
    return run.block('Pairs',
      `Profit is of the whole balance, what holding brought is of the pair alone: the two do not compare. ${traded.length} of ${AQ.count(all.length, 'pair')} traded${traded.length ? `, ${gained} with a gain` : ''}.`,
      AQ.table({
        sortable: true, first: 60, label: 'Pairs', head: [{ text: 'Pair' }, ...HEAD.map(([text, title]) => ({ text, title, numeric: true }))],
        rows: all.map(one => [run.name(one.key, '(no name)', 40), run.gain(one.profit_pct), run.signed(one.bah_profit_pct), one.trades, run.share(run.won(one)), run.signed(one.mean_pct, 2),
          run.signed(one.dd_pct), run.signed(one.bah_dd_pct), AQ.format.number(one.sharpe), AQ.format.number(one.profit_factor), run.lasted(one.duration_min)]),
      }));
  };
})();
