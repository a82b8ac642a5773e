// The life of every strategy: its headline round by round, from whom it was forked, how it ended.
'use strict';
(() => {
  const { data } = AQ;
  const R = AQ.research;
  const { number, percent } = AQ.format;
  const { lives, rounds } = data.research;
  const symbols = { create: 'circle', evolve: 'diamond', fork: 'triangle-up', stable: 'circle', kill: 'x-thin-open' };
  const dashes = ['solid', '6px,2px', '2px,2px', '9px,2px,2px,2px', '12px,3px', 'solid', '6px,2px', '2px,2px'];

  // A kill has no figures of its own: it is shown where the life stood before.
  const points = (life) => {
    let last = null;
    return (life.marks ?? []).map((mark) => {
      if (R.has(mark.sharpe)) last = mark.sharpe;
      return { ...mark, y: R.has(mark.sharpe) ? mark.sharpe : last };
    }).filter((mark) => mark.y !== null);
  };
  const hover = (life, mark) => [
    `<b>${AQ.plain(life.strategy, 40)}</b> ${AQ.plain(mark.commit ?? '', 10)}`,
    `round ${mark.round}, ${AQ.plain(mark.event, 20)}${mark.event === 'fork' && life.parent ? ` of ${AQ.plain(life.parent, 40)}` : ''}`,
    R.has(mark.sharpe) ? R.figures(mark) : null,
    mark.note ? AQ.lines(mark.note) : null,
  ].filter(Boolean).join('<br>');

  R.lives = () => {
    const peak = (life) => (R.has(life.peak?.sharpe) ? life.peak.sharpe : -Infinity);
    const ranked = [...lives].sort((a, b) => Number(b.alive) - Number(a.alive) || peak(b) - peak(a));
    const coloured = ranked.slice(0, lives.length <= 8 ? 8 : 6);
    const rest = ranked.slice(coloured.length);
    const alive = lives.filter((life) => life.alive).length;
    const best = [...lives].sort((a, b) => peak(b) - peak(a))[0];
    const byName = new Map(lives.map((life) => [life.strategy, life]));

    const every = lives.flatMap(points);
    const ranged = (all) => R.range(every.map((mark) => mark.y), [best?.peak?.sharpe], all);
    const { outside } = ranged(false);
    const wider = R.wider(outside, `Of the marks ${R.outside(every, outside, '')}`);

    const draw = (theme) => {
      if (!every.length) return 'No round was logged yet: a life begins with the first row of a strategy.';
      const { range } = ranged(wider.all);
      const air = rounds < 2 ? 0.5 : Math.max(0.2, rounds * 0.012);
      const big = every.length > 300 ? 7 : 9;
      const line = (life, at) => {
        const marks = points(life);
        const other = at < 0;
        const colour = other ? theme.discarded : theme.series[at % 8];
        return {
          type: 'scatter', mode: 'lines+markers', x: marks.map((mark) => mark.round), y: marks.map((mark) => mark.y),
          name: other ? `${AQ.count(rest.length, 'other')}, killed` : `${AQ.plain(life.strategy, AQ.narrow() ? 16 : 26)}${life.alive ? '' : ' †'}`,
          legendgroup: other ? 'rest' : `life ${at}`, showlegend: !other || life === rest[0], opacity: other ? 0.55 : 1,
          line: { shape: 'hv', color: colour, width: other ? 1 : 1.75, dash: other ? 'solid' : dashes[at] },
          marker: { symbol: marks.map((mark) => symbols[mark.event] ?? 'square'), color: colour, size: marks.map((mark) => (mark.event === 'stable' ? 3 : mark.event === 'kill' ? big + 1 : other ? big - 2 : big)),
            line: { width: marks.map((mark) => (mark.event === 'kill' ? 2 : 0)), color: colour } },
          ...R.hovered(marks.map((mark) => hover(life, mark))),
        };
      };
      const traces = [...rest.map((life) => line(life, -1)), ...coloured.map((life, at) => line(life, at)).reverse()];
      const forks = { x: [], y: [] };
      for (const life of lives) {
        const [first] = points(life);
        const from = first && life.parent ? points(byName.get(life.parent) ?? {}).filter((mark) => mark.round < life.born || (mark.round === life.born && mark.event !== 'kill')).pop() : null;
        if (from) {
          forks.x.push(first.round, first.round, null);
          forks.y.push(from.y, first.y, null);
        }
      }
      if (forks.x.length) traces.unshift({ type: 'scatter', mode: 'lines', name: 'fork from its parent', ...forks, line: { color: theme.ink, width: 1, dash: 'dot' }, ...R.hidden });
      return {
        traces,
        layout: AQ.layout(theme, {
          uirevision: String(wider.all),
          legend: { traceorder: 'reversed' }, showlegend: true,
          xaxis: { title: { text: 'round' }, showgrid: false, zeroline: false, range: [1 - air, Math.max(rounds, 1) + air], ...(rounds < 10 ? { dtick: 1 } : {}) },
          yaxis: { title: { text: R.sharpe }, range },
        }),
      };
    };
    wider.figure = AQ.figure({
      id: 'lives', title: 'Lives of the strategies', wide: true, tall: rounds < 2 ? 260 : AQ.narrow() ? 400 : 440, draw,
      about: `The ${R.sharpe} of each strategy as it was kept, round by round: ${AQ.count(lives.length, 'strategy', 'strategies')}, of which ${number(alive, 0)} ${alive === 1 ? 'lives' : 'live'}${R.has(best?.peak?.sharpe) ? `; the highest peak is ${number(best.peak.sharpe)} in round ${best.peak.round}` : ''}.`,
      foot: [AQ.h('p', { class: 'foot' }, '● created  ◆ evolved  ▲ forked, a dotted line leads to the parent  · stable: run again as it was  × killed, † in the legend'), wider.foot],
      table: () => ({
        head: ['Strategy', { text: 'Round', numeric: true }, 'Event', { text: R.sharpe, numeric: true }, { text: R.drawdown, numeric: true }, 'Note'],
        rows: lives.flatMap((life) => (life.marks ?? []).map((mark) => [AQ.clip(life.strategy, 60), mark.round, mark.event, R.ratio(mark.sharpe), { show: percent(mark.max_dd), sort: mark.max_dd }, AQ.clip(mark.note, 120)])),
      }),
    });
    return wider.figure;
  };
})();
