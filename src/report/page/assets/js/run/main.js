// The tab: which result is shown, and its parts in order.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;

  const parts = (one, range) => {
    const figures = range && !range.error && range.figures;
    return [
      title(one, range), run.notices(one, range), run.summary(one),
      ...(figures ? run.figures(range) : []), figures && run.money(range), range && run.flags(one, range),
      figures && range.equity && [
        run.equity(range),
        run.monthly(range),
        h('div', { class: 'pair' },
          run.breakdown('By exit reason', 'Profit of the trades that each reason closed.', '(no reason)', range.exits),
          run.breakdown('By entry tag', 'Profit of the trades that each tag opened.', '(no tag)', range.tags)),
        range.sides?.length && run.breakdown('By side', 'Profit of long and of short trades.', '(none)', range.sides),
        h('div', { class: 'run-three' }, run.profits(range), run.excursions(range)),
        run.pairs(range),
        run.charts(range),
      ],
    ].flat().filter(Boolean);
  };

  const title = (one, range) => h('div', { class: 'run-title' },
    h('h2', {}, run.name(one.strategy, '(no name)', 60), range ? [' on ', run.name(range.label, '(no label)', 60)] : null),
    h('p', { class: 'about' }, [
      run.cut(range?.timerange, 60), range?.timeframe && `candles of ${run.cut(range.timeframe, 12)}`, range?.timeframe_detail && `trades followed on ${run.cut(range.timeframe_detail, 12)}`,
      range?.trading_mode === 'futures' && 'futures, isolated margin',
      run.known(one.trial) && `experiment ${one.trial}`, one.commit && `commit ${run.cut(one.commit, 12)}`, one.date && AQ.format.datetime(Date.parse(one.date)),
    ].filter(Boolean).join(' · ')));

  const options = names => names.map(name => h('option', {}, name));

  run.build = root => {
    const all = run.all();
    if (!all.length) {
      root.append(h('p', { class: 'says' }, 'No run was kept yet: after the first backtest of a strategy its results are shown here.'));
      return;
    }
    let now = null;
    const result = h('div', { class: 'run-result' });
    const strategies = h('select', { id: 'run-strategy', onchange: () => choose(strategies.selectedIndex, alike(strategies.selectedIndex)) }, options(all.map(one => run.cut(one.strategy, 50) || '(no name)')));
    const ranges = h('select', { id: 'run-range', onchange: () => choose(now.strategy, ranges.selectedIndex) });
    const bar = h('div', { class: 'run-choice' }, h('label', {}, 'Strategy ', strategies), h('label', {}, 'Timerange ', ranges));
    const overview = run.overview((strategy, range) => {
      choose(strategy, range);
      bar.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    });

    // Another strategy on the same timerange, where it has it.
    const alike = strategy => {
      const label = run.ranges(all[now.strategy])[now.range]?.label;
      return Math.max(0, run.ranges(all[strategy]).findIndex(range => range.label === label));
    };

    const choose = (strategy, range, write = true) => {
      const one = all[strategy], of = run.ranges(one);
      const at = Math.min(range, Math.max(0, of.length - 1));
      if (write) history.replaceState(null, '', run.address(strategy, at));
      if (now?.strategy === strategy && now.range === at) return;
      now = { strategy, range: at };
      strategies.selectedIndex = strategy;
      ranges.replaceChildren(...options(of.length ? of.map(each => `${run.cut(each.label, 50) || '(no label)'}${each.error ? ' (failed)' : ''}`) : ['none']));
      ranges.selectedIndex = at;
      ranges.disabled = of.length < 2;
      overview.mark(strategy, at);
      // The page must not jump while its parts are laid anew.
      result.style.minHeight = `${result.offsetHeight}px`;
      for (const drawing of result.querySelectorAll('.js-plotly-plot')) Plotly.purge(drawing);
      result.replaceChildren(...parts(one, of[at]));
      setTimeout(() => { result.style.minHeight = ''; }, 600);
    };

    root.append(...overview.element, bar, result);
    const first = run.addressed();
    // Without an address: of the strategies that have something to show the one that is ahead.
    const ahead = one => (AQ.format.isRatio(one.summary?.[AQ.data.headline?.sharpe]) ? one.summary[AQ.data.headline.sharpe] : -Infinity);
    const shows = all.filter(one => run.ranges(one).some(range => range.figures && !range.error));
    const shown = Math.max(0, all.indexOf(shows.reduce((best, one) => best && ahead(best) >= ahead(one) ? best : one, null)));
    choose(first?.strategy ?? shown, first?.range ?? 0, Boolean(first));
    window.addEventListener('hashchange', () => {
      const to = run.addressed();
      if (to) choose(to.strategy, to.range, false);
    });
  };
})();
