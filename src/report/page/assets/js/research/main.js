// The tab "Research": from the few figures to every experiment.
'use strict';
(() => {
  const R = AQ.research;

  R.build = (root) => {
    const { experiments, lives } = AQ.data.research;
    if (!experiments.length && !lives.length) {
      root.append(R.nothing());
      return;
    }
    root.append(R.facts(), R.story());
    if (experiments.length) root.append(R.frontier());
    if (lives.length) root.append(R.lives());
    const words = R.words();
    root.append(AQ.h('div', { class: 'pair' }, experiments.some((one) => R.has(one.sharpe) && R.has(one.max_dd)) ? R.pareto() : null, words));
    if (AQ.data.research.rounds) root.append(AQ.h('div', { class: 'pair' }, R.active(), R.events()));
    if (lives.length) root.append(R.livesTable());
    const flags = R.flagsTable();
    if (flags) root.append(flags);
    if (experiments.length) root.append(R.experimentsTable());
  };
})();
