// A pair's candles unpacked: dates and prices in typed arrays, unpacked when first shown and kept.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const known = new Map();

  const unpack = async raw => {
    const [date, close, open, up, down] = await Promise.all([raw.date, raw.close, raw.open, raw.up, raw.down].map(x => AQ.numbers(x ?? [])));
    const n = Math.min(date.length, close.length, open.length, up.length, down.length);
    const tick = raw.tick || 1;
    const of = { n, date: Float64Array.from(date).subarray(0, n), o: new Float64Array(n), h: new Float64Array(n), l: new Float64Array(n), c: new Float64Array(n) };
    for (let i = 0; i < n; i += 1) {
      const c = close[i], o = (i ? close[i - 1] : close[0]) + open[i];
      of.o[i] = o * tick;
      of.c[i] = c * tick;
      of.h[i] = (Math.max(o, c) + up[i]) * tick;
      of.l[i] = (Math.min(o, c) - down[i]) * tick;
    }
    of.step = raw.timeframe_ms || 60000;
    of.runStep = raw.run_timeframe_ms || of.step;
    return of;
  };

  run.frame = key => {
    const raw = Object.hasOwn(AQ.data.candles ?? {}, key) ? AQ.data.candles[key] : null;
    if (!raw) return Promise.resolve(null);
    if (!known.has(key)) known.set(key, unpack(raw));
    return known.get(key);
  };

  // The first place in a sorted array that is not below x.
  run.lower = (sorted, x, from = 0, to = sorted.length) => {
    while (from < to) {
      const half = (from + to) >> 1;
      if (sorted[half] < x) from = half + 1;
      else to = half;
    }
    return from;
  };
})();
