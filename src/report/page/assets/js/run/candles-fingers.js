// Touch: one finger across moves the window, up and down scrolls the page; two fingers zoom.
(() => {
  'use strict';
  const run = AQ.run ??= {};

  // `part` gives a place on the chart from 0 to 1, `window` the window now, `move` shows another.
  run.fingers = (stage, { part, window, move }) => {
    let start = null;
    const places = touches => Array.from(touches).slice(0, 2).map(touch => part(touch.clientX));
    const begin = ({ touches }) => {
      start = window() && touches.length ? { at: places(touches), window: window(), x: touches[0].clientX, y: touches[0].clientY, goes: touches.length > 1 } : null;
    };
    // Plotly would take every finger for itself, and the page could not be scrolled past the chart.
    stage.addEventListener('touchstart', event => { event.stopPropagation(); begin(event); }, { capture: true, passive: true });
    stage.addEventListener('touchmove', event => {
      if (!start) return;
      event.stopPropagation();
      const across = Math.abs(event.touches[0].clientX - start.x), along = Math.abs(event.touches[0].clientY - start.y);
      if (!start.goes && Math.max(across, along) < 6) return;
      if (!start.goes && along > across) { start = null; return; }
      start.goes = true;
      if (event.cancelable) event.preventDefault();
      const [from, to] = start.window, size = to - from;
      const [a, b = a] = start.at, [c, d = c] = places(event.touches);
      if (event.touches.length !== start.at.length) { begin(event); return; }
      // What was under the fingers stays under them.
      const wide = a === b ? size : size * Math.abs(a - b) / Math.max(Math.abs(c - d), 0.02);
      const left = from + (a + b) / 2 * size - (c + d) / 2 * wide;
      move([left, left + wide]);
    }, { capture: true, passive: false });
    stage.addEventListener('touchend', begin, { capture: true, passive: true });
    stage.addEventListener('touchcancel', () => { start = null; }, { passive: true });
  };
})();
