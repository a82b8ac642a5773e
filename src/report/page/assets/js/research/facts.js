// The research in a few figures, and whether the best of them is more than luck.
'use strict';
(() => {
  const { h, data } = AQ;
  const R = AQ.research;
  const { number, percent } = AQ.format;
  const { trials, rounds, plateau_rounds: plateau, chance, experiments } = data.research;

  const fact = (name, value, more) => h('div', null, h('dt', null, name), h('dd', null, h('span', { class: 'value' }, value), more ? h('span', { class: 'more' }, more) : null));
  const share = (n) => (trials.total ? `${number((100 * n) / trials.total, 0)}% of them` : null);

  R.facts = () => h('dl', { class: 'facts' },
    fact('Experiments', number(trials.total, 0), 'different scripts or settings'),
    fact('Kept', number(trials.kept, 0), share(trials.kept)),
    fact('Discarded', number(trials.discarded, 0), share(trials.discarded)),
    fact('Failed', number(trials.failed, 0), 'did not run to the end'),
    fact('Rounds', number(rounds, 0), 'a log entry for each strategy'),
    fact('Since the last best', number(plateau, 0), plateau === 1 ? 'round' : 'rounds'));

  const code = (text) => h('code', null, text);
  const named = (one) => [h('strong', null, AQ.bdi(AQ.clip(one.strategy, 80))), ' at commit ', code(AQ.bdi(AQ.clip(one.commit, 12))), ` (experiment ${number(one.trial, 0)}): `,
    `${R.sharpe} `, h('strong', null, number(one.sharpe)), `, ${R.drawdown} `, h('strong', null, percent(one.max_dd)), '. '];
  const keys = () => (data.headline ? [' (', code(data.headline.sharpe), ' and ', code(data.headline.max_dd), ' in the log)'] : null);
  // With futures FreqTrade's wallet does not see what is open.
  const futures = data.runs?.some((one) => one.timeranges?.some((range) => range.trading_mode === 'futures'));
  const marked = data.headline?.sharpe?.includes('marked') || (data.headline?.sharpe?.includes('equity') && !futures);
  const headline = () => [
    'This pair', keys(), ' is what strategies are compared by. The Sharpe ratio is the return of a year against its scatter: 0 earns nothing, above 1 is good. The drawdown is the deepest fall from a high. ',
    marked ? 'Both count open trades at their price of the moment, and each ' : 'Each ', 'is of the timerange in which it came out worst.',
  ];

  // Why not to believe it yet: each flag beside what it says.
  const hints = (one) => {
    if (!one.flags?.length) return null;
    const meanings = new Map((data.research.flags ?? []).map((flag) => [flag.name, flag.meaning]));
    return [h('p', null, one.flags.length === 1 ? 'A flag speaks against it:' : `${number(one.flags.length, 0)} flags speak against it:`),
      h('ul', { class: 'hints' }, one.flags.map((flag) => h('li', null, h('span', { class: 'run-flag' }, AQ.bdi(AQ.clip(flag, 60))), ' ', AQ.coded(meanings.get(flag.split('=')[0])))))];
  };

  const bestText = () => {
    const best = R.best();
    if (best) return [h('p', null, 'The best that was kept is ', named(best), headline()), hints(best)];
    const tried = R.tried();
    if (!tried) return h('p', null, 'No experiment has a Sharpe ratio yet.');
    return [h('p', null, 'Nothing was kept yet. The highest of what was tried is ', named(tried), headline()), hints(tried)];
  };

  const luckText = () => {
    const flagged = experiments.filter((one) => one.flags?.length).length;
    const flags = !experiments.length ? null : flagged
      ? `${experiments.length === 1 ? 'It' : `${number(flagged, 0)} of ${number(experiments.length, 0)}`} raised a flag: a hint that the figures flatter, for instance because few trades or a single pair made them.`
      : 'None raised a flag, which would hint at figures that flatter.';
    if (!chance || !R.has(chance.best)) return h('p', null, 'Fewer than five experiments have a Sharpe ratio, too few to tell skill from luck. ', flags);
    const odds = R.odds();
    const found = !odds ? 'Nothing was kept to hold against that. '
      : [h('strong', null, `The best kept one has ${number(chance.found)}: luck alone finds as much ${odds.often} such searches${odds.rare ? ', so it is likely more than luck' : odds.usual ? ', so it needs no skill' : ''}. `)];
    const silent = trials.total - chance.trials;
    return h('p', null,
      `Whoever tries often finds something. Had none of the ${number(chance.trials, 0)} experiments with a Sharpe ratio${silent > 0 ? ` (the other ${number(silent, 0)} failed, or had a timerange without trades)` : ''} any skill, and the market no trend, the best of them would still be expected to reach ${number(chance.best)} on timeranges as long as these. `,
      found, 'A rough guide: experiments that resemble each other are fewer than they were counted, which makes it too strict, and a rising market helps whoever only buys, which makes it too kind. ', flags);
  };

  R.story = () => h('div', { class: 'story' },
    h('section', null, h('h3', null, 'The best so far'), bestText()),
    h('section', null, h('h3', null, 'Is it more than luck?'), luckText()));

  R.nothing = () => h('div', { class: 'story' }, h('section', null,
    h('h3', null, 'Nothing was run yet'),
    h('p', null, h('code', null, 'autoquant run'), ' tests every strategy in ', h('code', null, 'user_data/strategies'), ' and writes each experiment down; ',
      h('code', null, 'autoquant log --round'), ' closes a round with a note for each strategy. Then ', h('code', null, 'autoquant report'),
      ' makes this page anew, with the headline of every experiment, the life of every strategy and the last trades.')));
})();
