// What a result is, in words: the strategy's summary, what to know about the run, its figures and flags.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;
  const plain = x => AQ.format.ratio(x), whole = x => AQ.format.number(x, 0), share = x => run.share(x, 1), signed = x => run.signed(x), gain = x => run.gain(x);

  const SUMMARY = [
    ['robust_equity_sharpe', plain, 'The lowest equity Sharpe of the timeranges'],
    ['worst_equity_dd_pct', signed, 'The deepest equity drawdown of the timeranges'],
    ['robust_sharpe', plain, 'The lowest Sharpe of the timeranges, from closed trades alone'],
    ['worst_dd_pct', signed, 'The deepest drawdown of the timeranges, from closed trades alone'],
    ['robust_marked_sharpe', plain, 'The lowest Sharpe of the timeranges, with open gains and losses'],
    ['worst_marked_dd_pct', signed, 'The deepest drawdown of the timeranges, with open gains and losses'],
    ['worst_profit_pct', signed, 'The lowest profit of the timeranges'],
    ['avg_position_pct', share, 'Mean stake of a trade, of the starting balance'],
  ];
  const NAMES = { worst_profit_pct: 'worst profit', avg_position_pct: 'average position' };
  const summed = key => NAMES[key] ?? AQ.format.figure(key);
  const gate = (passed, name, least) => `${name}${run.known(least) ? ` at least ${AQ.format.number(least, Number.isInteger(least) ? 0 : 1)}%` : ''} ${passed === true ? '✓ passed' : passed === false ? '✗ not passed' : '– not known'} · `;

  // What the research goes by stands first, under the names that it has there.
  run.summary = ({ summary, thresholds }) => {
    if (!summary) return null;
    const rival = summary.pareto_dominated_by;
    const { sharpe, max_dd: drawdown } = AQ.data.headline ?? {};
    const line = some => some.map(([key, format, title], at) => [at ? ' · ' : '', h('span', { title }, `${summed(key)}\u00a0`, h('b', {}, format(summary[key])))]);
    const told = SUMMARY.filter(([key]) => summary[key] !== undefined); // some are of futures alone
    const first = told.filter(([key]) => key === sharpe || key === drawdown), rest = told.filter(one => !first.includes(one));
    return h('div', {},
      first.length ? h('p', { class: 'run-line' }, h('b', {}, 'Compared by: '), line(first)) : null,
      h('p', { class: 'run-line' }, h('b', {}, 'Over all timeranges: '), line(rest)),
      h('p', { class: 'run-line' }, h('b', {}, 'Gates: '), gate(summary.profit_floor, 'worst profit', thresholds?.profit_floor_pct), gate(summary.min_position_size, 'average position', thresholds?.min_position_size_pct),
        rival == null ? 'no other strategy beats it in both figures it is compared by' : ['✗ beaten in both figures it is compared by, by ', run.name(Array.isArray(rival) ? rival.join(', ') : rival)]));
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
    ['Held', 'hold_profit_pct', signed, 'Equal parts of every pair, bought at the start and held to the end'],
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

  // With futures the wallet knows of collateral alone.
  const OF_WALLET = {
    equity_dd_pct: 'Deepest fall of FreqTrade’s wallet at each candle: it knows of collateral, not of open gains and losses',
    equity_sharpe: 'Sharpe of that wallet by days: open gains and losses are not in it',
  };
  const FUTURES = [
    ['Marked drawdown', 'marked_dd_pct', signed, 'Deepest fall of the balance with open gains and losses at each candle'],
    ['Marked Sharpe', 'marked_sharpe', plain, 'Sharpe of the balance with open gains and losses, by days'],
    ['Short trades', 'short_count', whole, 'Trades that sold first'],
    ['Short profit', 'short_profit_pct', gain, 'Profit of the short trades, of the starting balance'],
    ['Leverage', 'avg_leverage', x => run.known(x) ? `×${AQ.format.number(x, 1)}` : '–', 'Mean of the trades'],
    ['Funding', 'funding_pct', gain, 'Received or paid for holding positions, of the starting balance; the profit has it in it'],
    ['Liquidated', 'liquidations', whole, 'Trades that the exchange closed, because their collateral was used up'],
  ];
  const shown = figures => figures.marked_sharpe === undefined ? FIGURES
    : [...FIGURES.map(([name, key, format, title]) => [name, key, format, OF_WALLET[key] ?? title]), ...FUTURES];

  // Holding the basket; older runs know only the mean of its pairs.
  run.held = figures => figures?.hold_profit_pct ?? figures?.bah_profit_pct;

  // Without a trade there is none of these: a 0 would look like one.
  const OF_TRADES = ['sharpe', 'sortino', 'calmar', 'win_rate_pct', 'profit_factor'];
  run.traded = figures => (figures?.trade_count === 0 ? { ...figures, ...Object.fromEntries(OF_TRADES.map(key => [key, null])) } : { ...figures });

  // The meanings as text too: a finger and a screen reader find no tooltip.
  run.figures = ({ figures }) => {
    const all = { ...run.traded(figures), hold_profit_pct: run.held(figures) };
    return [
      h('dl', { class: 'run-figures' }, shown(all).map(([name, key, format, title]) => h('div', { title }, h('dt', {}, name), h('dd', {}, format(all[key]))))),
      h('details', { class: 'run-meanings' }, h('summary', {}, 'What these figures mean'),
        h('dl', {}, shown(all).map(([name, , , title]) => h('div', {}, h('dt', {}, name), h('dd', {}, `${title}.`))))),
    ];
  };

  run.flags = (one, range) => {
    // Those of the strategy are the worst of all timeranges: what this one did not raise is told as another one's.
    const own = range?.flags ?? [], others = (one.flags ?? []).filter(flag => !own.some(mine => mine.name === flag.name));
    if (!own.length && !others.length) return null;
    const list = some => h('dl', { class: 'run-flags' }, some.map(flag => h('div', {}, h('dt', {}, h('span', { class: 'run-flag' }, run.cut(flag.shown ?? flag.name, 60))), h('dd', {}, flag.meaning ? AQ.coded(run.cut(flag.meaning, 600)) : '–'))));
    return run.block('Flags', own.length ? 'What to be careful about before this result is believed.' : 'This timerange raised none.', own.length ? list(own) : null,
      others.length ? [h('p', { class: 'about run-others' }, 'Raised on other timeranges only:'), list(others)] : null);
  };
})();
