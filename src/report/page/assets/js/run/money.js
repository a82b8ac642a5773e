// One sentence: what the result would have meant in money.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;

  run.money = range => {
    const m = range.money;
    if (!m || !run.known(m.start)) return null;
    const sum = x => h('b', {}, run.cut(AQ.format.money(x), 40));
    const change = x => run.signed(100 * (x / m.start - 1));
    return h('p', { class: 'run-money' },
      sum(m.start), run.known(m.end) ? [' became ', sum(m.end), ` (${change(m.end)})`] : ' went in; what became of it is not known',
      run.known(m.held) ? ['; the basket bought at the start and held would have become ', sum(m.held), ` (${change(m.held)})`] : null,
      run.known(m.low) ? (m.low < m.start ? ['; at its worst it stood at ', sum(m.low), ` (${change(m.low)})`] : '; it never stood below what went in') : null, '.');
  };
})();
