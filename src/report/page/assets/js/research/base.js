// What the research charts share: the best, robust ranges, one text for a hovered experiment.
'use strict';
(() => {
  const { data } = AQ;
  const { experiments } = data.research;
  const R = AQ.research = {};

  R.sharpe = AQ.format.figure(data.headline?.sharpe ?? 'sharpe');
  R.drawdown = AQ.format.figure(data.headline?.max_dd ?? 'max_dd');
  R.has = (value) => value !== null && value !== undefined && Number.isFinite(value);

  const highest = (keep) => {
    let best = null;
    for (const one of experiments) if (keep(one) && AQ.format.isRatio(one.sharpe) && (!best || one.sharpe > best.sharpe)) best = one;
    return best;
  };
  R.best = () => highest((one) => one.fate === 'kept');
  R.tried = () => highest((one) => one.fate !== 'failed'); // kept or not

  // How often luck alone finds as much as the best: what is said of it at the top and below is one judgement.
  R.odds = () => {
    const luck = data.research.chance?.luck;
    if (!R.has(luck)) return null;
    const per = 100 * luck;
    const often = per > 99.5 ? 'in nearly all' : per < 0.5 ? 'in less than one of 200' : `in ${AQ.format.number(per, 0)} of 100`;
    return { often, rare: per < 5, usual: per >= 50 };
  };

  // In a table: a ratio that is none stands last, however it is sorted.
  R.ratio = (x) => ({ show: AQ.format.ratio(x), sort: AQ.format.isRatio(x) ? x : null });

  // A range that shows nearly all: a few values far out would press the others into a line. `always` is let in
  // where that makes the range at most half as long again. Ratios that are none do not count.
  R.range = (values, always = [], all = false, least = 0.5) => {
    const every = values.filter(R.has).sort((a, b) => a - b);
    const ratios = every.filter(AQ.format.isRatio);
    const sorted = all || !ratios.length ? every : ratios;
    if (!sorted.length) return { range: [-1, 1], outside: 0 };
    let [low, high] = [sorted[0], sorted[sorted.length - 1]];
    if (!all && sorted.length >= 12) {
      const at = (part) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(part * (sorted.length - 1))))];
      const [from, to] = [at(0.04), at(0.96)];
      const fence = 0.6 * (to - from) || Math.abs(to) * 0.5 || 1;
      low = sorted.find((value) => value >= from - fence);
      high = sorted[sorted.findLastIndex((value) => value <= to + fence)];
    }
    const span = high - low || Math.abs(high) * 0.2 || 1;
    for (const value of always.filter(R.has)) {
      if (value > high && value <= high + span / 2) high = value;
      if (value < low && value >= low - span / 2) low = value;
    }
    // A single value, or equal ones, stand in the middle of a range that says something.
    const pad = Math.max(0.07 * (high - low), (least - (high - low)) / 2);
    const range = [low - pad, high + pad];
    return { range, outside: every.filter((value) => value < range[0] || value > range[1]).length };
  };

  // What a range leaves out: ratios far off, and those that are none. `where` says how to find them.
  R.outside = (ones, outside, where) => {
    const none = ones.filter((one) => R.has(one.sharpe) && !AQ.format.isRatio(one.sharpe)).length;
    const far = Math.max(0, outside - none);
    const both = [far ? `${AQ.format.number(far, 0)} ${far === 1 ? 'lies' : 'lie'} outside` : null, none ? `${AQ.format.number(none, 0)} ${none === 1 ? 'has' : 'have'} no ratio, for a timerange without trades (−100 in the log)` : null];
    return `${both.filter(Boolean).join(' and ')}${where}.`;
  };

  // What a range leaves out is said below the chart, with a button that lets it in.
  R.wider = (outside, words) => {
    const state = { all: false, foot: null, figure: null };
    if (!outside) return state;
    const button = AQ.h('button', { type: 'button', 'aria-pressed': 'false' }, 'Show the whole range');
    button.addEventListener('click', () => {
      state.all = !state.all;
      button.setAttribute('aria-pressed', String(state.all));
      button.textContent = state.all ? 'Show the usual range' : 'Show the whole range';
      state.figure.redraw();
    });
    state.foot = AQ.h('p', { class: 'foot' }, `${words} `, button);
    return state;
  };

  R.figures = (one) => {
    const parts = [AQ.format.isRatio(one.sharpe) ? `Sharpe ${AQ.format.number(one.sharpe)}` : 'no Sharpe ratio, for a timerange without trades', `drawdown ${AQ.format.percent(one.max_dd)}`];
    if (R.has(one.profit_pct)) parts.push(`profit ${AQ.format.percent(one.profit_pct)}`);
    return parts.join(', ');
  };
  R.hover = (one) => [
    `<b>#${one.trial} ${AQ.plain(one.strategy, 40)}</b> ${AQ.plain(one.commit ?? '', 10)}`,
    [one.fate, one.event].filter(Boolean).map((text) => AQ.plain(text, 20)).join(', ') + (one.best ? ', a new best' : '') + (one.front ? ', on the front' : ''),
    one.fate === 'failed' ? null : R.figures(one),
    one.error ? AQ.lines(one.error) : null,
    one.what_if ? `what if: ${AQ.lines(one.what_if)}` : null,
    one.flags?.length ? `flags: ${AQ.lines(one.flags.join(' '))}` : null,
    one.note ? AQ.lines(one.note) : null,
  ].filter(Boolean).join('<br>');

  R.hidden = { hoverinfo: 'skip' };
  R.hovered = (texts) => ({ hoverinfo: 'text', hovertext: texts });

  // Large and filled when kept, small and hollow when not: readable without colour. A flag makes a diamond of a kept
  // one only: nearly all that was tried may carry flags, and what was kept has to stand out from that.
  R.discardedMarker = (theme, size) => ({ symbol: 'circle-open', size: size * 0.85, color: theme.discarded, opacity: 1, line: { width: 1, color: theme.discarded } });
  R.keptTraces = (kept, theme, size, scatter) => [['kept', false, 'circle', 1.5], ['kept, with flags', true, 'diamond', 3]].map(([name, flagged, symbol, more]) => {
    const some = kept.filter((one) => Boolean(one.flags?.length) === flagged);
    return some.length ? scatter(some, { name, marker: { symbol, size: size + more, color: theme.kept, opacity: 1, line: { width: 1, color: theme.paper } } }) : null;
  }).filter(Boolean);
})();
