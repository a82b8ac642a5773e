// Words and small elements that the parts of this tab share.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;

  run.known = x => typeof x === 'number' && Number.isFinite(x);

  // Percent with its sign, for a gain must be told from a loss without colour; a share of something has none.
  run.signed = (x, digits = 1) => AQ.format.percent(x, Math.abs(x) >= 1000 ? 0 : digits);
  run.share = (x, digits = 0) => run.known(x) ? `${AQ.format.number(x, digits)}%` : '–';
  run.gain = (x, digits) => h('span', { class: x > 0 ? 'run-gain' : x < 0 ? 'run-loss' : null }, run.signed(x, digits));

  run.cut = AQ.clip;

  // A foreign name: kept apart from the direction of the text around it, and cut where it would fill the page.
  run.name = (text, none = '(none)', most = 80) => {
    const whole = String(text ?? '');
    if (!whole.trim()) return h('i', { class: 'run-none' }, none);
    const short = run.cut(whole, most);
    return AQ.bdi(short, { class: 'run-name', title: short.length > 16 ? run.cut(whole, 600) : null });
  };

  // A part of the page that is no chart.
  run.block = (title, about, ...inner) => h('section', { class: 'block' }, h('h3', {}, title), h('p', { class: 'about' }, about), inner);

  // Of an axis: logarithmic marks at 1, 2 and 5, or at the tens alone where there are many.
  run.scale = (log, least, most) => log ? { type: 'log', dtick: most / least > 200 ? 1 : 'D2' } : { type: 'linear' };

  // As many digits as tell something, and no zeros behind them.
  run.value = (x, digits = 5) => {
    if (!Number.isFinite(x)) return '–';
    const decimals = Math.min(12, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(x) || 1))));
    return AQ.format.number(x, x.toFixed(decimals).replace(/\.?0+$/, '').split('.')[1]?.length ?? 0);
  };
  run.price = x => run.value(x, 7);

  // Plotly reads numbers on a date axis as local time; text is taken as it stands, so UTC stays UTC.
  run.days = dates => Array.from(dates, ms => Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 19).replace('T', ' ') : null);
})();
