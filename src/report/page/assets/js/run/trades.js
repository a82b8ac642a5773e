// The trades of a result, unpacked once, and how one of them is told.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const known = new WeakMap();
  const COLUMNS = ['pair', 'reason', 'tag', 'short', 'open_date', 'close_date', 'open_rate', 'close_rate', 'profit_pct', 'profit_abs', 'mae_pct', 'mfe_pct'];

  const unpack = async raw => {
    const columns = await Promise.all(COLUMNS.map(name => AQ.numbers(raw[name] ?? [])));
    const all = { pairs: raw.pairs ?? [], reasons: raw.reasons ?? [], tags: raw.tags ?? [], total: raw.total ?? 0, told: [] };
    COLUMNS.forEach((name, at) => { all[name] = columns[at]; });
    all.shown = all.open_date.length;
    return all;
  };

  run.trades = range => {
    const raw = range.trades;
    if (!raw) return Promise.resolve(null);
    if (!known.has(raw)) known.set(raw, unpack(raw));
    return known.get(raw);
  };

  run.thinned = range => {
    const { total, shown } = range.trades ?? {};
    return total > shown ? `${AQ.format.number(shown, 0)} of ${AQ.format.number(total, 0)} trades are in this page; the figures count all. ` : '';
  };

  // For hover labels: lines of Plotly's own markup, names made safe. Each is made once, for it costs more than its mark.
  run.tell = (all, i) => all.told[i] ??= [
    `<b>${AQ.plain(all.pairs[all.pair[i]] ?? '–', 40)}</b> ${all.short[i] ? 'short' : 'long'} ${run.signed(all.profit_pct[i], 2)}`,
    `in ${AQ.format.datetime(all.open_date[i])} at ${run.price(all.open_rate[i])}`,
    `out ${AQ.format.datetime(all.close_date[i])} at ${run.price(all.close_rate[i])}`,
    `exit: ${AQ.plain(all.reasons[all.reason[i]] ?? '–', 50)}${all.tags[all.tag[i]] ? `, tag: ${AQ.plain(all.tags[all.tag[i]], 50)}` : ''}`,
    `worst ${run.signed(all.mae_pct[i], 2)}, best ${run.signed(all.mfe_pct[i], 2)}`,
  ].join('<br>');
})();
