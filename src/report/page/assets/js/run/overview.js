// All results in one table; each row chooses its result.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;

  // Of the family that strategies are compared by, so that the worst row is the figure of the research.
  const FAMILIES = {
    robust_equity_sharpe: ['equity_sharpe', 'Equity Sharpe', 'equity_dd_pct', 'Equity drawdown'],
    robust_marked_sharpe: ['marked_sharpe', 'Marked Sharpe', 'marked_dd_pct', 'Marked drawdown'],
  };
  const [SHARPE, sharpe, DRAWDOWN, drawdown] = FAMILIES[AQ.data.headline?.sharpe] ?? ['sharpe', 'Sharpe', 'max_drawdown_pct', 'Drawdown'];
  const HEAD = [
    { text: 'Strategy' }, { text: 'Timerange' },
    ...['Profit', 'Held', drawdown, 'Trades', 'Won', sharpe].map(text => ({ text, numeric: true })),
    { text: 'Flags', class: 'wrap' },
  ];

  const flags = all => [all.slice(0, 3).map(one => [h('span', { class: 'run-flag', title: run.cut(one.meaning, 300) }, run.cut(one.shown ?? one.name, 32)), ' ']),
    all.length > 3 ? `and ${all.length - 3} more` : null];

  const cells = (one, range) => {
    const f = run.traded(range?.figures);
    const wrong = range?.error ? `Failed: ${range.error}` : !range ? one.missing ?? 'No result.' : null;
    return [
      range?.error ? h('span', { class: 'run-wrong' }, 'failed') : run.gain(f.total_profit_pct), run.signed(run.held(f)), run.signed(f[DRAWDOWN]), AQ.format.number(f.trade_count, 0),
      run.share(f.win_rate_pct), AQ.format.ratio(f[SHARPE]),
      wrong ? h('span', { class: 'run-wrong' }, run.cut(wrong, 140)) : h('span', {}, flags(range.flags ?? [])),
    ];
  };

  // Gives the table and a function that marks the chosen row.
  run.overview = choose => {
    const picks = [];
    const rows = run.all().flatMap((one, strategy) => (run.ranges(one).length ? run.ranges(one) : [null]).map((range, at) => {
      const pick = h('button', { type: 'button', class: at ? 'run-again' : null, 'aria-label': range ? `${run.cut(one.strategy, 40)} on ${run.cut(range.label, 40)}` : null }, run.name(one.strategy, '(no name)', 40));
      picks.push({ strategy, at, pick });
      return [pick, range ? run.name(range.label, '(no label)', 40) : '–', ...cells(one, range)];
    }));
    const table = AQ.table({ head: HEAD, rows, sortable: true, label: 'Last runs' });
    table.classList.add('run-overview');
    table.addEventListener('click', event => {
      const row = event.target.closest('tbody tr');
      const found = picks.find(one => row?.contains(one.pick));
      if (found) choose(found.strategy, found.at);
    });
    const mark = (strategy, range) => {
      for (const { strategy: of, at, pick } of picks) {
        const chosen = of === strategy && at === range;
        pick.closest('tr')?.classList.toggle('run-chosen', chosen);
        if (chosen) pick.setAttribute('aria-current', 'true');
        else pick.removeAttribute('aria-current');
      }
    };
    const about = h('p', { class: 'about' }, 'The last run of each strategy, on each timerange; held: what the basket alone would have brought. Choose a row to see it below.');
    return { element: [about, table], mark };
  };
})();
