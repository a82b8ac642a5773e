// The balance against the basket, how far each was below its high, and how many trades were open: one chart, one time axis.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;
  const WIDE = 3; // from here on a linear scale hides the early moves, and the log scale is offered
  const VERY_WIDE = 8; // and from here on it is what is shown first

  const curves = range => {
    const { equity = {}, underwater: under = {}, exposure = {} } = range;
    return Promise.all([equity.date, equity.equity, equity.marked, equity.held, under.equity, under.held, exposure.date, exposure.open].map(x => AQ.numbers(x ?? [])));
  };

  run.equity = range => {
    const f = range.figures;
    let log = null;
    let listed = []; // for the table: about sixty of the dates
    const box = h('input', { type: 'checkbox', onchange: () => { log = box.checked; figure.redraw(); } });
    const control = h('label', { class: 'run-control', hidden: true }, box, ' Logarithmic scale');

    const draw = async theme => {
      const [date, wallet, marked, held, low, lowHeld, when, open] = await curves(range);
      // With futures the wallet knows of collateral alone: what positions are worth is another curve, and the one that counts.
      const equity = marked.length ? marked : wallet;
      if (!date.length) return 'There is no balance to draw: the run has no curve.';
      let least = Infinity, most = -Infinity;
      for (const all of [equity, wallet, held]) for (const x of all) if (Number.isFinite(x)) { least = Math.min(least, x); most = Math.max(most, x); }
      const wide = least > 0 && most / least > WIDE;
      log ??= wide && most / least > VERY_WIDE;
      control.hidden = !wide;
      box.checked = log;

      const days = run.days(date), steps = run.days(when), levels = Array.from(open);
      const every = Math.max(1, Math.ceil(date.length / 60));
      listed = days.flatMap((day, i) => i % every && i < days.length - 1 ? [] : [[day.slice(0, 10), AQ.format.money(equity[i]), ...(marked.length ? [AQ.format.money(wallet[i])] : []), AQ.format.money(held[i]), run.signed(low[i])]]);
      // The last known number of open trades lasts to the end.
      if (steps.length && steps.at(-1) < days.at(-1)) { steps.push(days.at(-1)); levels.push(levels.at(-1)); }
      const line = (name, y, yaxis, hover, style, more) => ({ type: 'scatter', mode: 'lines', name, x: days, y: Array.from(y), yaxis, line: style, hovertemplate: hover, showlegend: yaxis === 'y', ...more });
      const own = { color: theme.equity }, other = { color: theme.hold, dash: 'dot' };
      const traces = [
        line('buy and hold', held, 'y', '%{y:,.2f}', { ...other, width: 1.6 }), line('strategy', equity, 'y', '%{y:,.2f}', { ...own, width: 2 }),
        line('buy and hold below its high', lowHeld, 'y2', '%{y:.1f}%', { ...other, width: 1.2 }), line('below its high', low, 'y2', '%{y:.1f}%', { ...own, width: 1.2 }, { fill: 'tozeroy', fillcolor: `${theme.equity}33` }),
      ];
      if (marked.length) traces.splice(1, 0, line('closed trades and collateral', wallet, 'y', '%{y:,.2f}', { ...own, width: 1.2, dash: 'dash' }));
      if (steps.length) traces.push(line('open trades', levels, 'y3', '%{y}', { color: theme.pale, shape: 'hv', width: 1 }, { x: steps, fill: 'tozeroy', fillcolor: `${theme.pale}44` }));
      const [top, foot] = steps.length ? [0.5, 0.19] : [0.4, 0];
      const label = (text, y) => ({ xref: 'paper', yref: 'paper', x: 0, y, xanchor: 'left', yanchor: 'bottom', showarrow: false, text, font: { color: theme.pale, size: 11 } });
      return {
        traces,
        layout: AQ.layout(theme, {
          hovermode: 'x unified', margin: { t: 28 },
          annotations: [label('percent below the high so far', top - 0.055), ...(steps.length ? [label('open trades', 0.135)] : [])],
          xaxis: { type: 'date', anchor: steps.length ? 'y3' : 'y2', hoverformat: '%Y-%m-%d %H:%M', tickangle: 0, nticks: AQ.narrow() ? 4 : 10 },
          yaxis: { domain: [top, 1], fixedrange: true, ...run.scale(log, least, most), nticks: 6, tickformat: ',.4~r', title: { text: AQ.plain(AQ.data.stake_currency, 12) } },
          yaxis2: { domain: [foot, top - 0.06], fixedrange: true, ticksuffix: '%', nticks: 4, rangemode: 'tozero' },
          ...(steps.length ? { yaxis3: { domain: [0, 0.13], fixedrange: true, rangemode: 'tozero', nticks: 3, tickformat: 'd' } } : {}),
        }),
      };
    };

    const ends = run.known(f.total_profit_pct) && run.known(f.hold_profit_pct) ? `: ${run.signed(f.total_profit_pct)} against ${run.signed(f.hold_profit_pct)}` : '';
    const futures = Boolean(range.equity?.marked), deepest = futures ? f.marked_dd_pct : f.equity_dd_pct;
    const worst = run.known(deepest) ? ` The deepest fall below a high was ${run.signed(deepest)}.` : '';
    const wallet = futures ? ' Dashed: what FreqTrade’s wallet knows of, without open gains and losses.' : '';
    const figure = AQ.figure({
      id: 'balance', title: 'Balance against buy and hold', tall: 520, draw,
      about: `The balance with open trades at their price of the moment, beside equal parts of all pairs, bought at the start and held${ends}.${worst}${wallet} Below: percent under the high so far, and how many trades were open. Drag to zoom, double click to see all.`,
      table: () => ({ head: ['Date', ...['Strategy', ...(futures ? ['Without open trades'] : []), 'Held', 'Below high'].map(text => ({ text, numeric: true }))], rows: listed }),
    });
    figure.querySelector('figcaption').append(control);
    return figure;
  };
})();
