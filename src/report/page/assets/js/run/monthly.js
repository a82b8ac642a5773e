// Returns of each month as a table with coloured cells: it needs no chart, and reads and prints as text.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  run.monthly = range => {
    const all = (range.monthly ?? []).filter(one => run.known(one.pct) && one.month >= 1 && one.month <= 12);
    if (!all.length) return run.block('Monthly returns', 'There is no month to show.');
    const years = new Map();
    for (const { year, month, pct } of all) {
      if (!years.has(year)) years.set(year, new Array(12).fill(null));
      years.get(year)[month - 1] = pct;
    }
    // Equal changes up and down are equally strong. The strongest colour begins at the 95th percentile: one wild month must not wash out the rest.
    const sizes = all.map(one => Math.abs(one.pct)).sort((a, b) => a - b);
    const full = Math.max(sizes[Math.floor(0.95 * (sizes.length - 1))], 0.1);
    const cell = (pct, total) => {
      if (pct === null) return h('td', {});
      const size = Math.abs(pct);
      const text = digits => AQ.format.number(Number(pct.toFixed(digits)) || 0, digits); // never −0
      const one = h('td', { class: `run-heat ${pct < 0 ? 'run-down' : 'run-up'}${total ? ' run-total' : ''}`, title: run.signed(pct, 2) },
        h('span', { class: 'run-long' }, text(size >= 100 ? 0 : 1)), h('span', { class: 'run-short' }, text(0)));
      if (!total) one.style.setProperty('--strength', `${Math.round(Math.min(1, size / full) * 55)}%`);
      return one;
    };
    const best = all.reduce((a, b) => b.pct > a.pct ? b : a), worst = all.reduce((a, b) => b.pct < a.pct ? b : a);
    const up = all.filter(one => one.pct > 0).length;
    const tell = one => `${MONTHS[one.month - 1]} ${one.year} (${run.signed(one.pct)})`;
    const rows = [...years].sort((a, b) => a[0] - b[0]).map(([year, months]) => h('tr', {}, h('th', { scope: 'row' }, String(year)), ...months.map(pct => cell(pct)),
      cell(100 * (months.reduce((grown, pct) => grown * (1 + (pct ?? 0) / 100), 1) - 1), true)));
    return run.block('Monthly returns',
      `Change of the balance in percent: ${up} of ${AQ.count(all.length, 'month')} gained. Best ${tell(best)}, worst ${tell(worst)}.`,
      h('div', { class: 'run-months' }, h('table', { class: 'run-heats' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, h('span', { class: 'run-hidden' }, 'Year')), ...MONTHS.map(month => h('th', { scope: 'col' }, h('span', {}, month[0]), h('span', { class: 'run-rest' }, month.slice(1)))), h('th', { scope: 'col' }, 'Year'))),
        h('tbody', {}, ...rows))));
  };
})();
