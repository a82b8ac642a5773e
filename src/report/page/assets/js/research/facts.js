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

  const bestText = () => {
    const best = R.best();
    if (!best) return h('p', null, 'No kept experiment has a headline yet.');
    return h('p', null,
      'The best that was kept is ', h('strong', null, AQ.bdi(AQ.clip(best.strategy, 80))), ' at commit ', h('code', null, AQ.bdi(AQ.clip(best.commit, 12))), ` (experiment ${number(best.trial, 0)}): `,
      h('code', null, R.sharpe), ' ', h('strong', null, number(best.sharpe)), ' and ', h('code', null, R.drawdown), ' ', h('strong', null, percent(best.max_dd)),
      '. This pair is the headline of an experiment: the Sharpe ratio, which is the return against its scatter, and the deepest loss from a high, each from the timerange in which it came out worst.',
      best.flags?.length ? [' It carries flags: ', h('code', null, AQ.bdi(best.flags.join(' '))), '.'] : null);
  };

  const luckText = () => {
    const flagged = experiments.filter((one) => one.flags?.length).length;
    const flags = !experiments.length ? null : flagged
      ? `${experiments.length === 1 ? 'It' : `${number(flagged, 0)} of ${number(experiments.length, 0)}`} raised a flag: a hint that the figures flatter, for instance because few trades or a single pair made them.`
      : 'None raised a flag, which would hint at figures that flatter.';
    if (!chance || !R.has(chance.best)) return h('p', null, 'Fewer than five experiments have figures, too few to tell skill from luck. ', flags);
    const odds = R.has(chance.luck) ? 100 * chance.luck : null;
    const often = odds === null ? null : odds > 99.5 ? 'in nearly all' : odds < 0.5 ? 'in less than one of 200' : `in ${number(odds, 0)} of 100`;
    const found = odds === null ? 'Nothing was kept to hold against that. '
      : [h('strong', null, `The best kept one has ${number(chance.found)}: chance alone finds as much ${often} such searches${odds < 5 ? ', so it is likely more than luck' : odds < 50 ? '' : ', so luck explains it'}. `)];
    return h('p', null,
      `Whoever tries often finds something. Had none of ${number(chance.trials, 0)} experiments any skill, and the market no trend, the best of them would still be expected to reach ${number(chance.best)} on timeranges as long as these. `,
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
