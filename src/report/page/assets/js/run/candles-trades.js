// A pair's trades on its candles: marks of entries and exits where they were filled, and the line between them.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const MOST = 220; // trades drawn at once; more would cover one another

  // The trades of one pair, by their entry.
  run.tradesOf = (all, pair) => {
    const list = [];
    for (let i = 0; all && i < all.shown; i += 1) if (all.pairs[all.pair[i]] === pair && Number.isFinite(all.open_date[i])) list.push(i);
    return list.sort((a, b) => all.open_date[a] - all.open_date[b]);
  };

  run.tradesWithin = (all, list, from, to) => {
    const within = list.filter(i => all.open_date[i] <= to && !(all.close_date[i] < from));
    const size = i => Math.abs(all.profit_pct[i]);
    return { total: within.length, drawn: within.length > MOST ? within.sort((a, b) => size(b) - size(a)).slice(0, MOST) : within };
  };

  run.tradeTraces = (all, drawn, picked, theme) => {
    const usual = Math.max(6, 11 - drawn.length / 15);
    const lost = i => all.profit_pct[i] < 0;
    const link = (part, colour, dash) => {
      const x = [], y = [];
      for (const i of part) {
        const path = all.orders.get(i) ?? [run.fills(all, i, true)[0], run.fills(all, i, false)[0]];
        x.push(...path.map(fill => fill.date), null);
        y.push(...path.map(fill => fill.rate), null);
      }
      return { type: 'scatter', mode: 'lines', x, y, line: { color: colour, width: 1.4, dash }, hoverinfo: 'skip' };
    };
    const marks = (part, entry, symbol, colour) => {
      const fills = part.flatMap(i => run.fills(all, i, entry).map(fill => ({ i, ...fill })));
      return {
        type: 'scatter', mode: 'markers', x: fills.map(fill => fill.date), y: fills.map(fill => fill.rate), hovertext: fills.map(({ i }) => run.tell(all, i)), hovertemplate: '%{hovertext}<extra></extra>',
        customdata: fills.map(({ i }) => i),
        marker: { symbol, color: colour, size: part.includes(picked) ? fills.map(({ i }) => i === picked ? 15 : usual) : usual, line: { color: theme.paper, width: 1 } },
      };
    };
    // A position that the exchange closed ends with a mark of its own.
    const gone = drawn.filter(i => run.liquidated(all, i)), left = drawn.filter(i => !run.liquidated(all, i));
    const won = drawn.filter(i => !lost(i)), bad = drawn.filter(lost);
    return [
      link(won, theme.gain, 'solid'), link(bad, theme.loss, 'dot'),
      marks(drawn.filter(i => !all.short[i]), true, 'triangle-up', theme.best),
      marks(drawn.filter(i => all.short[i]), true, 'triangle-down', theme.best),
      marks(left.filter(i => !lost(i)), false, 'square', theme.gain),
      marks(left.filter(lost), false, 'x', theme.loss),
      marks(gone, false, 'diamond-x', theme.loss),
    ];
  };
})();
