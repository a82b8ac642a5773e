// What a result is, in words: the strategy's summary, what to know about the run, its figures and flags.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;
  const plain = x => AQ.format.number(x, 2), whole = x => AQ.format.number(x, 0), share = x => run.share(x, 1), signed = x => run.signed(x), gain = x => run.gain(x);

  const SUMMARY = [
    ['Robust Sharpe', 'robust_sharpe', plain, 'The Sharpe ratio over all timeranges that counts in the search'],
    ['worst profit', 'worst_profit_pct', signed, 'The lowest profit of the timeranges'],
    ['worst drawdown', 'worst_dd_pct', signed, 'The deepest drawdown of the timeranges'],
    ['robust equity Sharpe', 'robust_equity_sharpe', plain, 'Of the balance marked to market, open trades included'],
    ['worst equity drawdown', 'worst_equity_dd_pct', signed, 'Of the balance marked to market, open trades included'],
    ['average position', 'avg_position_pct', share, 'Mean stake of a trade, of the balance'],
  ];
  const gate = (passed, name) => `${name} ${passed === true ? '✓ passed' : passed === false ? '✗ not passed' : '– not known'} · `;

  run.summary = ({ summary }) => {
    if (!summary) return null;
    const rival = summary.pareto_dominated_by;
    return h('div', {},
      h('p', { class: 'run-line' }, h('b', {}, 'Over all timeranges: '),
        SUMMARY.map(([name, key, format, title], at) => [at ? ' · ' : '', h('span', { title }, `${name}\u00a0`, h('b', {}, format(summary[key])))])),
      h('p', { class: 'run-line' }, h('b', {}, 'Gates: '), gate(summary.profit_floor, 'profit floor'), gate(summary.min_position_size, 'smallest position'),
        rival == null ? 'no other strategy beats it in both figures' : ['✗ beaten in both figures by ', run.name(Array.isArray(rival) ? rival.join(', ') : rival)]));
  };

  run.notices = (one, range) => [
    range?.error && ['bad', 'This timerange failed: ', run.cut(range.error, 2000)],
    one.missing && ['bad', 'Not all can be shown: ', run.cut(one.missing, 1000)],
    one.what_if && ['note', 'What if: ', ['this run was tried with ', h('code', {}, run.cut(one.what_if, 300)), ' without an edit of the file.']],
    one.active === false ? ['note', 'No longer active: ', 'its file is gone; this is what its last run showed.']
      : one.same === false && ['note', 'Edited since: ', 'the file says something else now than what was run here.'],
  ].filter(Boolean).map(([kind, name, words]) => h('p', { class: `run-notice run-${kind}` }, h('b', {}, name), words));

  const FIGURES = [
    ['Profit', 'total_profit_pct', gain, 'Change of the balance over the timerange, from closed trades'],
    ['Held', 'hold_profit_pct', signed, 'The basket bought at the start and held'],
    ['Drawdown', 'max_drawdown_pct', signed, 'Deepest fall of the closed balance below its high so far'],
    ['Equity drawdown', 'equity_dd_pct', signed, 'The same with open trades at their price of the moment'],
    ['Sharpe', 'sharpe', plain, 'Mean return over the scatter of returns, of a year: above 1 is good, above 3 is suspicious'],
    ['Equity Sharpe', 'equity_sharpe', plain, 'The same of the balance marked to market'],
    ['Sortino', 'sortino', plain, 'As Sharpe, but only falls count as scatter'],
    ['Calmar', 'calmar', plain, 'Return of a year over the deepest drawdown'],
    ['Trades', 'trade_count', whole, 'Closed trades'],
    ['Won', 'win_rate_pct', share, 'Trades that closed with a profit'],
    ['Profit factor', 'profit_factor', plain, 'All gains over all losses: below 1 loses money'],
    ['Exposure', 'exposure_pct', share, 'Part of the time with a trade open'],
    ['Entry signals', 'entry_signals', whole, 'Candles on which the strategy wanted to enter'],
    ['Rejected', 'rejected_signals', whole, 'Signals that could not be followed: all places or all money taken'],
  ];

  // Holding the basket; older runs know only the mean of its pairs.
  run.held = figures => figures?.hold_profit_pct ?? figures?.bah_profit_pct;

  run.figures = ({ figures }) => {
    const all = { ...figures, hold_profit_pct: run.held(figures) };
    return h('dl', { class: 'run-figures' }, FIGURES.map(([name, key, format, title]) => h('div', { title }, h('dt', {}, name), h('dd', {}, format(all[key])))));
  };

  run.flags = (one, range) => {
    const all = new Map([...(range?.flags ?? []), ...(one.flags ?? [])].map(flag => [flag.shown ?? flag.name, flag.meaning]));
    if (!all.size) return null;
    return run.block('Flags', 'What to be careful about before the result is believed.',
      h('dl', { class: 'run-flags' }, [...all].map(([shown, meaning]) => h('div', {}, h('dt', {}, h('span', { class: 'run-flag' }, run.cut(shown, 60))), h('dd', {}, run.cut(meaning, 600) || '–')))));
  };
})();
