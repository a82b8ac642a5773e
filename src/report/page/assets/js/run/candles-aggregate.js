// Fewer, longer candles for a window of time, and indicator lines thinned without losing their extremes.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const MINUTE = 60000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const LENGTHS = [1, 2, 3, 5, 10, 15, 20, 30].map(x => x * MINUTE).concat([1, 2, 3, 4, 6, 8, 12].map(x => x * HOUR), [1, 2, 3, 7, 14, 28, 56, 112, 364].map(x => x * DAY));
  const MONDAY = 4 * DAY; // the first Monday after 1970-01-01: weeks begin there

  // The shortest usual length with which so many candles fill the span; a multiple of the candles' own.
  run.barLength = (span, bars, step) => LENGTHS.find(x => x >= step && x % step === 0 && span / x <= bars) ?? Math.max(1, Math.ceil(span / bars / step)) * step;

  const first = (date, length) => {
    const shift = length >= 7 * DAY ? MONDAY : 0;
    return Math.floor((date - shift) / length) * length + shift;
  };

  // Bars begin at fixed times, not at the window's edge: so they stay what they are while the window moves.
  run.bars = (frame, from, to, length, low = 0, high = frame.n) => {
    const begin = run.lower(frame.date, first(from, length), low, high), end = run.lower(frame.date, first(to, length) + length, low, high);
    const x = [], o = [], h = [], l = [], c = [];
    let last = -Infinity, at = -1;
    for (let i = begin; i < end; i += 1) {
      if (!(frame.h[i] >= frame.l[i])) continue; // a price that is not known
      if (frame.date[i] >= last + length) {
        last = first(frame.date[i], length);
        at += 1;
        x.push(last + (length - frame.step) / 2); // the middle of the candles it is made of
        o.push(frame.o[i]); h.push(frame.h[i]); l.push(frame.l[i]); c.push(frame.c[i]);
      } else {
        if (frame.h[i] > h[at]) h[at] = frame.h[i];
        if (frame.l[i] < l[at]) l[at] = frame.l[i];
        c[at] = frame.c[i];
      }
    }
    return { x, o, h, l, c, length };
  };

  // The part of a line between two dates, in at most about `most` points: of each stretch the lowest and the highest.
  // It is broken where nothing is known: at a null, and where rows are further apart than `gap`.
  run.thin = (rows, values, from, to, gap, most = 1500) => {
    const begin = Math.max(0, run.lower(rows, from) - 1), end = Math.min(rows.length, values.length, run.lower(rows, to) + 1);
    const x = [], y = [];
    const width = end - begin > most ? (to - from) / (most / 2) : 0;
    let stretch = NaN, least = -1, top = -1, before = NaN;
    const flush = () => {
      if (least < 0) return;
      const a = Math.min(least, top), b = Math.max(least, top);
      x.push(rows[a]); y.push(values[a]);
      if (b > a) { x.push(rows[b]); y.push(values[b]); }
      least = top = -1;
    };
    const cut = () => { flush(); if (x.length && y.at(-1) !== null) { x.push(x.at(-1)); y.push(null); } };
    for (let i = begin; i < end; i += 1) {
      if (rows[i] - before > gap) cut();
      before = rows[i];
      if (values[i] === null || Number.isNaN(values[i])) { cut(); continue; }
      const now = width ? Math.floor(rows[i] / width) : i;
      if (now !== stretch) { flush(); stretch = now; }
      if (least < 0) least = top = i;
      else if (values[i] < values[least]) least = i;
      else if (values[i] > values[top]) top = i;
    }
    flush();
    return x.length ? { x, y } : { x: [from], y: [null] }; // a panel without any point would have no axis
  };
})();
