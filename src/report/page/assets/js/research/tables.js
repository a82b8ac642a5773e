// Strategies, flags and experiments as tables.
'use strict';
(() => {
  const { h, data } = AQ;
  const R = AQ.research;
  const { number, percent, datetime } = AQ.format;
  const { lives, flags, experiments } = data.research;

  // A short text as it is; a long one behind its beginning, made when it is opened.
  R.note = (text, most = 90) => {
    if (text === null || text === undefined || text === '') return null;
    const whole = String(text);
    const short = AQ.clip(whole, most);
    if (short === whole) return AQ.bdi(whole, { class: 'note' });
    const details = h('details', { class: 'note', dataset: { sort: short } }, h('summary', null, AQ.bdi(short)));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) details.append(h('p', { dir: 'auto' }, AQ.bdi(whole)));
    });
    return details;
  };

  const pair = (one) => (one ? [R.ratio(one.sharpe), { show: percent(one.max_dd), sort: one.max_dd }] : [null, null]);
  const section = (id, title, about, table) => h('section', { class: 'block', id }, h('h3', null, title), h('p', { class: 'about' }, about), table);

  R.livesTable = () => {
    const alive = lives.filter((life) => life.alive).length;
    const sorted = [...lives].sort((a, b) => Number(b.alive) - Number(a.alive) || (b.peak?.sharpe ?? -Infinity) - (a.peak?.sharpe ?? -Infinity));
    return section('strategies', 'Strategies', `${number(alive, 0)} alive, ${number(lives.length - alive, 0)} killed. A strategy that is stable for ${AQ.count(data.stagnation_rounds ?? 0, 'round')} in a row must change, be forked or go.`, AQ.table({
      label: 'Strategies', sortable: true, first: 20,
      head: [{ text: 'Strategy', class: 'name' }, { text: 'State' }, { text: 'Paradigm' }, { text: 'Forked from', class: 'name' }, { text: 'Born', numeric: true, title: 'round' }, { text: 'Killed', numeric: true, title: 'round' },
        { text: 'Stable', numeric: true, title: 'stable rounds in a row, now' }, { text: 'Peak Sharpe', numeric: true, title: R.sharpe }, { text: 'Peak drawdown', numeric: true, title: R.drawdown },
        { text: 'Last Sharpe', numeric: true, title: R.sharpe }, { text: 'Last drawdown', numeric: true, title: R.drawdown }, { text: 'Peak commit' }],
      rows: sorted.map((life) => [AQ.bdi(AQ.clip(life.strategy, 60), { title: life.strategy.length > 60 ? AQ.clip(life.strategy, 500) : null }), life.alive ? '● alive' : '× killed', life.paradigm, life.parent ? AQ.clip(life.parent, 60) : null, life.born, life.killed, life.alive ? life.stables : null,
        ...pair(life.peak), ...pair(life.last), life.peak?.commit ? h('code', null, AQ.bdi(AQ.clip(life.peak.commit, 10))) : null]),
    }));
  };

  R.flagsTable = () => (!flags?.length ? null : section('flags', 'Flags', 'Signs that the figures of an experiment flatter, by how many experiments raised them.', AQ.table({
    label: 'Flags', sortable: true,
    head: [{ text: 'Flag', class: 'name' }, { text: 'Experiments', numeric: true }, { text: 'What it says', class: 'prose' }],
    rows: flags.map((flag) => [h('code', null, AQ.bdi(flag.name)), flag.trials, h('span', null, AQ.coded(flag.meaning))]),
  })));

  const fates = { kept: '● kept', discarded: '○ discarded', failed: '× failed' };
  R.experimentsTable = () => section('experiments', 'Experiments', `Every distinct script or setting that was tried, the latest first; Sharpe is the ${R.sharpe}, drawdown the ${R.drawdown}. ★ raised the best kept Sharpe; – had a timerange without trades. Long notes open on a click.`, AQ.table({
    label: 'Experiments', sortable: true, first: 100,
    head: [{ text: '#', numeric: true }, { text: 'Date, UTC' }, { text: 'Strategy', class: 'name' }, { text: 'Commit' }, { text: 'Fate' }, { text: 'Event' }, { text: 'Sharpe', numeric: true, title: R.sharpe }, { text: 'Drawdown', numeric: true, title: R.drawdown },
      { text: 'Profit', numeric: true, title: 'the worst over timeranges' }, { text: 'Flags', class: 'wrap' }, { text: 'Note, what-if or error', class: 'prose' }],
    rows: [...experiments].reverse().map((one) => [one.trial, datetime(Date.parse(one.date)), AQ.clip(one.strategy, 60), h('code', null, AQ.bdi(AQ.clip(one.commit, 10))), h('span', { class: `fate ${one.fate}` }, fates[one.fate] ?? one.fate, one.best ? ' ★' : ''), one.event,
      R.ratio(one.sharpe), { show: percent(one.max_dd), sort: one.max_dd }, { show: percent(one.profit_pct), sort: one.profit_pct }, one.flags?.length ? h('span', null, one.flags.map((flag) => [h('span', { class: 'flag' }, AQ.bdi(flag)), ' '])) : null,
      one.error || one.what_if || one.note ? h('div', null, one.error ? h('div', { class: 'failed' }, R.note(one.error)) : null, one.what_if ? h('div', null, 'what if: ', R.note(one.what_if)) : null, R.note(one.note)) : null]),
  }));
})();
