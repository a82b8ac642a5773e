// Marks of a time axis in UTC. The axis itself is linear, in milliseconds: Plotly would parse each date as text.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const HOUR = 3600000, DAY = 24 * HOUR;
  const STEPS = [HOUR / 4, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY];
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  const name = (ms, step) => {
    const date = new Date(ms), month = MONTHS[date.getUTCMonth()];
    const year = date.getUTCFullYear();
    if (step < DAY && ms % DAY) return `${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
    if (step <= 7 * DAY) return `${date.getUTCDate()} ${month}`;
    return date.getUTCMonth() ? month : `<b>${year}</b>`;
  };

  // Marks from `from` to `to`, so spaced that about `room` of them fit into `span`.
  run.ticks = (from, to, span, room) => {
    const step = STEPS.find(x => span / x <= room);
    const vals = [];
    if (step) {
      const shift = step === 7 * DAY ? 4 * DAY : 0;
      for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) vals.push(at);
    } else {
      const months = [1, 2, 3, 6, 12, 24, 60, 120].find(x => span / (30.4 * DAY * x) <= room) ?? 240;
      const start = new Date(from);
      for (let month = Math.floor(start.getUTCMonth() / months) * months, at; (at = Date.UTC(start.getUTCFullYear(), month, 1)) <= to; month += months) if (at >= from) vals.push(at);
    }
    // Within the year the marks do not tell it: the first one in sight does.
    let told = false;
    const text = vals.map(ms => {
      const plain = name(ms, step ?? 30 * DAY);
      if (told || ms < from + (to - from - span) / 2) return plain;
      told = true;
      if (plain.startsWith('<b>')) return plain;
      return `${plain}<br>${new Date(ms).getUTCFullYear()}`;
    });
    return { vals, text };
  };
})();
