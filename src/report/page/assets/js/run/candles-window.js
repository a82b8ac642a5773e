// The window of time that the candle chart shows: where it may go, and the steps of buttons, wheel and keys.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const DAY = 86400000;
  run.RANGES = [['1 w', 7, '1 week'], ['1 mo', 30.4, '1 month'], ['3 mo', 91.3, '3 months'], ['1 y', 365.25, '1 year'], ['all', Infinity, 'all']].map(([text, days, label]) => ({ text, label, size: days * DAY }));

  // Puts the window inside the candles from `view.from` to `view.to`, with a little air at the ends.
  run.place = (view, [from, to]) => {
    const least = 12 * view.frame.step, whole = Math.max(least, view.to - view.from);
    const size = Math.min(whole * 1.04, Math.max(least, to - from));
    const air = size * 0.02;
    const start = Math.max(view.from - air, Math.min(view.to + air - size, (from + to - size) / 2));
    view.window = [start, start + size];
  };

  run.zoomed = ([from, to], factor, part = 0.5) => {
    const at = from + (to - from) * part, size = (to - from) * factor;
    return [at - size * part, at + size * (1 - part)];
  };

  run.shifted = ([from, to], part) => [from + (to - from) * part, to + (to - from) * part];

  // So much time around the chosen trade when it is in sight, else around the middle.
  run.spanned = (view, size) => {
    if (size === Infinity) return run.zoomed([view.from, view.to], 1.04);
    const [from, to] = view.window;
    const open = view.trades?.open_date[view.picked] ?? NaN, close = view.trades?.close_date[view.picked] || open;
    const at = (open + close) / 2;
    const middle = at >= from && at <= to ? at : (from + to) / 2;
    return [middle - size / 2, middle + size / 2];
  };

  run.isSpan = (view, size) => {
    const now = view.window[1] - view.window[0], whole = view.to - view.from;
    return size === Infinity ? now >= whole * 1.03 : size < whole && Math.abs(now / size - 1) < 0.01;
  };
})();
