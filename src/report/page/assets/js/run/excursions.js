// How far trades went against and for their owner while they were open, beside how they ended.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const MOST = 1500; // marks in one chart
  const FAR = 150;

  // Plotly draws every mark as an element: of very many, an even part is drawn, with the extremes.
  const chosen = (trades, column) => {
    const good = [];
    for (let i = 0; i < trades.shown; i += 1) if (Number.isFinite(trades[column][i]) && Number.isFinite(trades.profit_pct[i])) good.push(i);
    if (good.length <= MOST) return good;
    const far = new Set(good.slice().sort((a, b) => Math.abs(trades.profit_pct[b]) - Math.abs(trades.profit_pct[a])).slice(0, FAR));
    const every = good.length / (MOST - FAR);
    let next = 0;
    return good.filter((i, at) => { if (at < next) return far.has(i); next += every; return true; });
  };

  const scatter = (range, column, id, title, about, along) => {
    let trades = null, good = [];
    return AQ.figure({
      id, title, about, tall: 320,
      table: () => ({
        head: ['Pair', 'Opened', ...(trades?.futures ? ['Side', { text: 'leverage', numeric: true }, { text: 'funding', numeric: true }, 'Exit'] : []), { text: along, numeric: true }, { text: 'profit', numeric: true }],
        rows: good.map(i => [run.name(trades.pairs[trades.pair[i]], '–', 30), AQ.format.datetime(trades.open_date[i]),
          ...(trades.futures ? [trades.short[i] ? 'short' : 'long', run.value(trades.leverage[i]), AQ.format.money(trades.funding_abs[i]), run.name(trades.reasons[trades.reason[i]], '–', 40)] : []),
          run.signed(trades[column][i], 2), run.signed(trades.profit_pct[i], 2)]),
      }),
      draw: async theme => {
        trades = await run.trades(range);
        good = trades ? chosen(trades, column) : [];
        if (!good.length) return 'There was no trade.';
        const size = good.length > 400 ? 5 : 7;
        const group = (name, keep, marker) => {
          const part = good.filter(i => keep(trades.profit_pct[i]));
          return { type: 'scatter', mode: 'markers', name: `${name}: ${part.length}`, x: part.map(i => trades[column][i]), y: part.map(i => trades.profit_pct[i]), hovertext: part.map(i => run.tell(trades, i)), hovertemplate: '%{hovertext}<extra></extra>', marker: { size, ...marker } };
        };
        let [low, high] = run.extent(good.flatMap(i => [trades[column][i], trades.profit_pct[i]]));
        if (column === 'mae_pct') high = 0; else low = 0;
        return {
          traces: [
            { type: 'scatter', mode: 'lines', x: [low, high], y: [low, high], line: { color: theme.pale, width: 1, dash: 'dot' }, hoverinfo: 'skip', showlegend: false },
            group('won', x => x > 0, { symbol: 'circle', color: theme.gain, opacity: 0.7 }),
            group('lost', x => x <= 0, { symbol: 'x-thin', line: { color: theme.loss, width: 1.5 }, opacity: 0.85 }),
          ],
          layout: AQ.layout(theme, {
            margin: { t: 28 }, xaxis: { title: { text: along }, ticksuffix: '%', zerolinecolor: theme.pale }, yaxis: { title: { text: 'profit' }, ticksuffix: '%', zerolinecolor: theme.pale },
          }),
        };
      },
    });
  };

  run.excursions = range => [
    scatter(range, 'mae_pct', 'mae', 'How far trades went wrong', 'MAE: the worst a trade ever stood at while it was open. Winners far to the left survived a deep fall, where a closer stop would have ended them. Dotted: closed at its worst.', 'worst while open'),
    scatter(range, 'mfe_pct', 'mfe', 'What trades let go', 'MFE: the best a trade ever stood at while it was open. The further below the dotted line, the more of it was given back; losers to the right were once winners.', 'best while open'),
  ];
})();
