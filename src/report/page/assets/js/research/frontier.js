// The frontier: the headline of every experiment in the order of trying, and the best so far.
'use strict';
(() => {
  const { data } = AQ;
  const R = AQ.research;
  const { number, percent } = AQ.format;
  const { experiments, chance } = data.research;

  R.frontier = () => {
    const best = R.best();
    const of = (fate) => experiments.filter((one) => one.fate === fate && (fate === 'failed' || R.has(one.sharpe)));
    const [kept, discarded, failed] = ['kept', 'discarded', 'failed'].map(of);
    const luck = R.has(chance?.best) ? chance.best : null;
    const raised = kept.filter((one) => one.best);
    const last = experiments.reduce((most, one) => Math.max(most, one.trial), 1);
    const firstOne = experiments.reduce((least, one) => Math.min(least, one.trial), last);
    const ranged = (all) => R.range([...kept, ...discarded].map((one) => one.sharpe), [luck, best?.sharpe], all);
    const { outside } = ranged(false);
    const wider = R.wider(outside, `Of the experiments ${R.outside([...kept, ...discarded], outside, ': ▲▼ at the edge')}`);
    const few = last - firstOne < 4;

    const draw = (theme) => {
      if (!kept.length && !discarded.length) return `No experiment has figures: ${failed.length === 1 ? 'the only one' : 'all of them'} failed. The reasons stand in the table below.`;
      const { all } = wider;
      const { range } = ranged(all);
      const size = experiments.length > 400 ? (AQ.narrow() ? 3.5 : 5) : experiments.length > 80 ? 6.5 : 9;
      const scatter = (ones, more) => ({ type: 'scatter', mode: 'markers', x: ones.map((one) => one.trial), y: ones.map((one) => one.sharpe), ...R.hovered(ones.map(R.hover)), ...more });
      const traces = [
        ...(discarded.length ? [scatter(discarded, { name: 'discarded', marker: R.discardedMarker(theme, size) })] : []),
        ...R.keptTraces(kept, theme, size, scatter),
      ];
      if (failed.length) traces.push(scatter(failed, { name: 'failed', yaxis: 'y2', y: failed.map(() => 0.018), marker: { symbol: 'line-ns-open', size: 8, color: theme.failed, line: { width: 1.5, color: theme.failed } } }));
      if (raised.length && last > firstOne) { // of a single one there is no line
        traces.push({ type: 'scatter', mode: 'lines', name: 'best kept so far', x: [...raised.map((one) => one.trial), last], y: [...raised.map((one) => one.sharpe), raised[raised.length - 1].sharpe],
          line: { shape: 'hv', width: 2, color: theme.best }, ...R.hidden });
      }
      if (luck !== null) {
        traces.push({ type: 'scatter', mode: 'lines', name: 'best by luck alone', x: [firstOne, last], y: [luck, luck], line: { dash: 'dash', width: 1.5, color: theme.chance }, ...R.hidden });
      }
      const out = all ? [] : [...discarded, ...kept].filter((one) => one.sharpe > range[1] || one.sharpe < range[0]);
      if (out.length) {
        traces.push(scatter(out, { name: 'outside', showlegend: false, yaxis: 'y2', y: out.map((one) => (one.sharpe > range[1] ? 0.985 : 0.05)), meta: 'outside',
          marker: { symbol: out.map((one) => `triangle-${one.sharpe > range[1] ? 'up' : 'down'}${one.fate === 'kept' ? '' : '-open'}`), size: 9, color: out.map((one) => theme[one.fate] || theme.ink), line: { width: 1.25 } } }));
      }
      const annotations = [];
      if (best && best.sharpe <= range[1]) {
        const right = best.trial > firstOne + 0.7 * (last - firstOne);
        annotations.push({ x: best.trial, y: best.sharpe, text: `${AQ.plain(best.strategy, AQ.narrow() ? 16 : 32)} ${number(best.sharpe)}`, showarrow: false,
          xanchor: right ? 'right' : 'left', xshift: right ? 4 : -4, yanchor: 'bottom', yshift: size / 2 + 3, borderpad: 0, font: { color: theme.best }, bgcolor: theme.paper });
      }
      const pad = Math.max(few ? 0.5 : 1, (last - firstOne) * 0.012);
      return {
        traces,
        layout: AQ.layout(theme, {
          uirevision: String(all),
          xaxis: { title: { text: 'experiment' }, range: [firstOne - pad, last + pad], showgrid: false, zeroline: false, ...(last - firstOne < 10 ? { dtick: 1 } : {}) },
          yaxis: { title: { text: R.sharpe }, range },
          yaxis2: { overlaying: 'y', range: [0, 1], fixedrange: true, visible: false },
          annotations, showlegend: true,
        }),
        config: { doubleClick: false },
        after: (div) => {
          // A double click undoes a zoom, and where there is none it does what the button below does.
          const drawn = [...div.layout.xaxis.range, ...range];
          div.on('plotly_doubleclick', () => {
            const now = [...div.layout.xaxis.range, ...div.layout.yaxis.range];
            if (now.every((edge, i) => Math.abs(edge - drawn[i]) < 1e-9 * Math.max(1, Math.abs(drawn[i])))) wider.foot?.querySelector('button')?.click();
            else Plotly.relayout(div, { 'xaxis.range': drawn.slice(0, 2), 'yaxis.range': drawn.slice(2) });
          });
          // What was marked at the edge is a point of its own as soon as there is another range.
          const at = traces.findIndex((trace) => trace.meta === 'outside');
          if (at < 0) return;
          div.on('plotly_relayout', (change) => {
            if ('yaxis.autorange' in change || 'yaxis.range[0]' in change || 'yaxis.range' in change) {
              const now = div.layout.yaxis.range;
              const same = Math.abs(now[0] - range[0]) + Math.abs(now[1] - range[1]) < 1e-9 * (range[1] - range[0]);
              Plotly.restyle(div, { visible: same && !change['yaxis.autorange'] }, [at]);
            }
          });
        },
      };
    };

    const about = best
      ? `Each mark is an experiment, in the order of trying, at its ${R.sharpe}. The best kept one reached ${number(best.sharpe)} in experiment ${number(best.trial, 0)} of ${number(last, 0)}${luck === null ? '' : `; luck alone would be expected to reach ${number(luck)}`}.`
      : `Each mark is an experiment, in the order of trying, at its ${R.sharpe}. None that was kept has figures.`;
    const element = AQ.figure({
      id: 'frontier', title: 'Frontier', about, tall: few ? 280 : AQ.narrow() ? 380 : 460, wide: true, draw, foot: wider.foot,
      table: () => {
        let top = null;
        return {
          head: [{ text: 'Experiment', numeric: true }, 'Strategy', 'Fate', { text: R.sharpe, numeric: true }, { text: R.drawdown, numeric: true }, { text: 'Best kept so far', numeric: true }],
          rows: experiments.map((one) => {
            if (one.best) top = one.sharpe;
            return [one.trial, AQ.clip(one.strategy, 60), one.fate, R.ratio(one.sharpe), { show: percent(one.max_dd), sort: one.max_dd }, { show: number(top), sort: top }];
          }),
        };
      },
    });
    wider.figure = element;
    return element;
  };
})();
