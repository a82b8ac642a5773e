// The trades of a result, unpacked once, and how one of them is told.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const known = new WeakMap();
  const MOST = 8; // orders in a hover label
  const COLUMNS = ['pair', 'reason', 'tag', 'short', 'open_date', 'close_date', 'open_rate', 'close_rate', 'profit_pct', 'profit_abs', 'mae_pct', 'mfe_pct', 'leverage', 'funding_abs', 'liquidation'];

  // By trade, the filled orders of those that are more than an entry at their opening and an exit at their close.
  const orders = async fills => {
    const [trade, date, entry, rate, part, tag] = await Promise.all(['trade', 'date', 'entry', 'rate', 'part_pct', 'tag'].map(name => AQ.numbers(fills[name] ?? [])));
    const found = new Map();
    for (let at = 0; at < trade.length; at += 1) {
      if (!found.has(trade[at])) found.set(trade[at], []);
      found.get(trade[at]).push({ date: date[at], entry: entry[at] === 1, rate: rate[at], part: part[at], tag: fills.tags?.[tag[at]] ?? '' });
    }
    return found;
  };

  // Where a trade was entered or left: its filled orders, or where there is no more to tell its ends.
  run.fills = (all, i, entry) => all.orders.get(i)?.filter(order => order.entry === entry)
    ?? [entry ? { date: all.open_date[i], rate: all.open_rate[i] } : { date: all.close_date[i], rate: all.close_rate[i] }];

  // A filled order in words, its tag left out.
  run.order = ({ date, entry, rate, part }) => `${entry ? 'in' : 'out'} ${AQ.format.number(part, 0)}% ${AQ.format.datetime(date)} at ${run.price(rate)}`;

  const ends = (all, i) => {
    const filled = all.orders.get(i);
    if (!filled) return [`in ${AQ.format.datetime(all.open_date[i])} at ${run.price(all.open_rate[i])}`, `out ${AQ.format.datetime(all.close_date[i])} at ${run.price(all.close_rate[i])}`];
    const told = filled.slice(0, MOST).map(order => `${run.order(order)}${order.tag ? ` (${AQ.plain(order.tag, 30)})` : ''}`);
    return filled.length > MOST ? [...told, `and ${filled.length - MOST} more orders`] : told;
  };

  const unpack = async raw => {
    const columns = await Promise.all(COLUMNS.map(name => AQ.numbers(raw[name] ?? [])));
    const all = { pairs: raw.pairs ?? [], reasons: raw.reasons ?? [], tags: raw.tags ?? [], total: raw.total ?? 0, told: [] };
    COLUMNS.forEach((name, at) => { all[name] = columns[at]; });
    all.shown = all.open_date.length;
    all.futures = all.leverage.length > 0;
    all.orders = await orders(raw.fills ?? {});
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

  // The side of a trade, with futures what was borrowed on it as well.
  run.side = (all, i) => `${all.short[i] ? 'short' : 'long'}${all.futures ? ` ×${run.value(all.leverage[i])}` : ''}`;

  run.liquidated = (all, i) => all.futures && all.reasons[all.reason[i]] === 'liquidation';

  // What futures alone have to tell of a trade, in words.
  run.futures = (all, i) => all.futures
    ? `funding ${AQ.format.money(all.funding_abs[i])}${all.liquidation[i] > 0 ? `, liquidation at ${run.price(all.liquidation[i])}` : ', no liquidation price'}` : null;

  // For hover labels: lines of Plotly's own markup, names made safe. Each is made once, for it costs more than its mark.
  run.tell = (all, i) => all.told[i] ??= [
    `<b>${AQ.plain(all.pairs[all.pair[i]] ?? '–', 40)}</b> ${run.side(all, i)} ${run.signed(all.profit_pct[i], 2)}`,
    ...ends(all, i),
    `exit: ${AQ.plain(all.reasons[all.reason[i]] ?? '–', 50)}${all.tags[all.tag[i]] ? `, tag: ${AQ.plain(all.tags[all.tag[i]], 50)}` : ''}`,
    `worst ${run.signed(all.mae_pct[i], 2)}, best ${run.signed(all.mfe_pct[i], 2)}`,
    run.futures(all, i) && AQ.plain(run.futures(all, i), 90),
  ].filter(Boolean).join('<br>');
})();
