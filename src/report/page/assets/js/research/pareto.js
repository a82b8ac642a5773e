// Headline against drawdown, and the front: what no other kept experiment beats in both.
'use strict';
(() => {
  const { data } = AQ;
  const R = AQ.research;
  const { number, percent } = AQ.format;
  const { experiments } = data.research;

  R.pareto = () => {
    const whole = experiments.filter((one) => R.has(one.sharpe) && R.has(one.max_dd));
    const kept = whole.filter((one) => one.fate === 'kept');
    const discarded = whole.filter((one) => one.fate !== 'kept');
    const front = kept.filter((one) => one.front).sort((a, b) => a.max_dd - b.max_dd || b.sharpe - a.sharpe);

    const ranged = (key, all) => {
      const { range } = R.range(whole.map((one) => one[key]), front.map((one) => one[key]), all, key === 'max_dd' ? 4 : 0.5);
      return { range, far: whole.filter((one) => one[key] < range[0] || one[key] > range[1]) };
    };
    const outside = new Set([...ranged('max_dd', false).far, ...ranged('sharpe', false).far]).size;
    const wider = R.wider(outside, `${AQ.count(outside, 'experiment')} ${outside === 1 ? 'lies' : 'lie'} outside.`);

    const draw = (theme) => {
      if (!whole.length) return 'No experiment has both figures.';
      const size = whole.length > 400 ? (AQ.narrow() ? 3.5 : 5) : whole.length > 80 ? 6.5 : 9;
      const scatter = (ones, more) => ({ type: 'scatter', mode: 'markers', x: ones.map((one) => one.max_dd), y: ones.map((one) => one.sharpe), ...R.hovered(ones.map(R.hover)), ...more });
      const faint = R.marker(discarded, theme, { size, kept: false });
      const traces = [
        scatter(discarded, { name: 'discarded', marker: { ...faint, opacity: 0.55 } }),
        scatter(kept, { name: 'kept', marker: R.marker(kept, theme, { size: size + 1, kept: true }) }),
      ];
      if (whole.some((one) => one.flags?.length)) traces.push(R.flaggedKey(theme, size));
      // Steps, since nothing between two points of the front was found.
      if (front.length) traces.push(scatter(front, { name: 'front', mode: 'lines+markers', line: { shape: 'vh', color: theme.best, width: 2 }, marker: { ...R.marker(front, theme, { size: size + 4, kept: true }), color: theme.best } }));
      const [across, up] = [ranged('max_dd', wider.all), ranged('sharpe', wider.all)];
      return {
        traces,
        layout: AQ.layout(theme, {
          uirevision: String(wider.all),
          xaxis: { title: { text: AQ.plain(R.drawdown, 40) }, range: across.range, ticksuffix: '%', zeroline: false },
          yaxis: { title: { text: AQ.plain(R.sharpe, 40) }, range: up.range },
          annotations: [{ xref: 'paper', yref: 'paper', x: 0, y: 1, xanchor: 'left', yanchor: 'top', xshift: 4, showarrow: false, text: 'better ↗', font: { color: theme.pale }, bgcolor: theme.paper }],
        }),
      };
    };
    wider.figure = AQ.figure({
      id: 'pareto', title: 'Return against risk', tall: 400, draw, foot: wider.foot,
      about: front.length
        ? `Higher is a better ${R.sharpe}, further right a smaller drawdown. ${AQ.count(front.length, 'kept experiment')} ${front.length === 1 ? 'forms' : 'form'} the front: no other kept one beats ${front.length === 1 ? 'it' : 'them'} in both.`
        : `Higher is a better ${R.sharpe}, further right a smaller drawdown. Nothing was kept, so there is no front.`,
      table: () => ({
        head: [{ text: 'Experiment', numeric: true }, 'Strategy', 'Commit', { text: R.sharpe, numeric: true }, { text: R.drawdown, numeric: true }, 'Flags'],
        rows: (front.length ? front : whole).map((one) => [one.trial, AQ.clip(one.strategy, 60), one.commit, { show: number(one.sharpe), sort: one.sharpe }, { show: percent(one.max_dd), sort: one.max_dd }, one.flags?.join(' ')]),
      }),
    });
    return wider.figure;
  };
})();
