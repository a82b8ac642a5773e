// Headline against drawdown, and the front: what no other kept experiment beats in both.
'use strict';
(() => {
  const { data } = AQ;
  const R = AQ.research;
  const { percent } = AQ.format;
  const { experiments } = data.research;

  R.pareto = () => {
    const whole = experiments.filter((one) => R.has(one.sharpe) && R.has(one.max_dd));
    const kept = whole.filter((one) => one.fate === 'kept');
    const discarded = whole.filter((one) => one.fate !== 'kept');
    // Where nothing was traded there is no drawdown, and that is no merit; equal ones are one point of the front.
    const front = kept.filter((one) => one.front && AQ.format.isRatio(one.sharpe)).sort((a, b) => a.max_dd - b.max_dd || b.sharpe - a.sharpe)
      .filter((one, at, all) => !at || one.max_dd !== all[at - 1].max_dd || one.sharpe !== all[at - 1].sharpe);

    const ranged = (key, all) => {
      const { range } = R.range(whole.map((one) => one[key]), front.map((one) => one[key]), all, key === 'max_dd' ? 4 : 0.5);
      return { range, far: whole.filter((one) => one[key] < range[0] || one[key] > range[1]) };
    };
    const outside = new Set([...ranged('max_dd', false).far, ...ranged('sharpe', false).far]).size;
    const wider = R.wider(outside, `Of the experiments ${R.outside(whole, outside, '')}`);

    const draw = (theme) => {
      if (!whole.length) return 'No experiment has both figures.';
      const size = whole.length > 400 ? (AQ.narrow() ? 3.5 : 5) : whole.length > 80 ? 6.5 : 9;
      const scatter = (ones, more) => ({ type: 'scatter', mode: 'markers', x: ones.map((one) => one.max_dd), y: ones.map((one) => one.sharpe), ...R.hovered(ones.map(R.hover)), ...more });
      const traces = [
        ...(discarded.length ? [scatter(discarded, { name: 'discarded', marker: R.discardedMarker(theme, size) })] : []),
        ...R.keptTraces(kept, theme, size, scatter),
      ];
      // Steps, since nothing between two points of the front was found; rings, so that the marks within are seen.
      if (front.length) traces.push(scatter(front, { name: 'front', mode: 'lines+markers', line: { shape: 'vh', color: theme.best, width: 1.5 }, marker: { symbol: 'circle-open', size: size + 9, color: theme.best, line: { width: 1.5, color: theme.best } } }));
      const [across, up] = [ranged('max_dd', wider.all), ranged('sharpe', wider.all)];
      return {
        traces,
        layout: AQ.layout(theme, {
          uirevision: String(wider.all),
          xaxis: { title: { text: R.drawdown }, range: across.range, ticksuffix: '%', zeroline: false },
          yaxis: { title: { text: R.sharpe }, range: up.range },
          showlegend: true,
          annotations: [{ xref: 'paper', yref: 'paper', x: 0, y: 1, xanchor: 'left', yanchor: 'top', xshift: 4, showarrow: false, text: 'better ↗', font: { color: theme.pale }, bgcolor: theme.paper }],
        }),
      };
    };
    wider.figure = AQ.figure({
      id: 'pareto', title: 'Return against risk', tall: 400, draw, foot: wider.foot,
      about: front.length
        ? `Higher is a better ${R.sharpe}, further right a smaller drawdown. ${AQ.count(front.length, 'point')} ${front.length === 1 ? 'makes' : 'make'} the front: no other kept experiment is better in both.`
        : `Higher is a better ${R.sharpe}, further right a smaller drawdown. Nothing was kept, so there is no front.`,
      table: () => ({
        head: [{ text: 'Experiment', numeric: true }, 'Strategy', 'Commit', { text: R.sharpe, numeric: true }, { text: R.drawdown, numeric: true }, 'Flags'],
        rows: (front.length ? front : whole).map((one) => [one.trial, AQ.clip(one.strategy, 60), one.commit, R.ratio(one.sharpe), { show: percent(one.max_dd), sort: one.max_dd }, one.flags?.join(' ')]),
      }),
    });
    return wider.figure;
  };
})();
