// A figure: heading, a sentence, a drawing that is made when it comes near, and the same as a table.
'use strict';
(() => {
  const figures = [];
  const marks = '.points path, .point path, path.point, .js-line, .js-fill, path.box, .heatmaplayer image, .hm image, .ohlclayer path, .shapelayer path';
  // The library is the last and largest part of the page: what needs no drawing is there before it.
  const library = new Promise((go) => (document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', go) : go()));
  let loaded = false;
  let queue = library.then(() => { loaded = true; });

  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const figure = entry.target.figure;
      figure.near = entry.isIntersecting;
      if (figure.near && figure.stale) figure.request();
    }
  }, { rootMargin: '500px 0px' });
  const widths = new ResizeObserver((entries) => {
    for (const entry of entries) entry.target.figure.resized(entry.contentRect.width);
  });

  const text = (about) => (typeof about === 'function' ? about() : about) ?? '';

  const disclosure = (table, title) => {
    const details = AQ.h('details', { class: 'as-table' }, AQ.h('summary', null, 'Show as table'));
    details.addEventListener('toggle', () => {
      if (!details.open || details.children.length > 1) return;
      const { head, rows } = table();
      details.append(AQ.table({ head: head.map((one) => (typeof one === 'string' ? { text: one } : one)), rows, label: title, sortable: true, first: 200 }));
    });
    return details;
  };

  AQ.figure = ({ title, about, tall, table, draw, id, foot, wide }) => {
    const height = tall === true ? 440 : Number(tall) || 300;
    const drawing = AQ.h('div', { class: 'drawing', role: 'img', 'aria-label': `${title}. ${text(about)}`, style: `height:${height}px` });
    const listed = table ? disclosure(table, title) : null;
    const says = AQ.h('p', { class: 'says', hidden: true });
    const element = AQ.h('figure', { id: id ? `figure-${id}` : null, class: wide ? 'wide' : null },
      AQ.h('figcaption', null, AQ.h('h3', null, title), AQ.h('p', { class: 'about' }, text(about))),
      drawing, says, foot, listed);

    // Plotly takes every finger for itself, and a page could not be scrolled past a chart. Taps reach it as clicks.
    drawing.addEventListener('touchstart', (event) => event.stopPropagation(), { capture: true, passive: true });

    const figure = { element, drawing, near: false, stale: true, width: 0, busy: null, again: false };
    drawing.figure = figure;

    const speak = (words) => {
      if (drawing.classList.contains('js-plotly-plot')) Plotly.purge(drawing);
      drawing.replaceChildren();
      drawing.hidden = true;
      delete drawing.dataset.drawn;
      if (listed) listed.hidden = true;
      says.hidden = false;
      says.textContent = words;
    };

    const drawOnce = async () => {
      if (!loaded) await library;
      figure.stale = false;
      const theme = AQ.theme();
      let made;
      try {
        made = await draw(theme);
      } catch (error) {
        made = `This cannot be drawn: ${error.message}`;
      }
      if (made === null || made === undefined || typeof made === 'string') {
        speak(made || 'There is nothing to draw yet.');
        return;
      }
      says.hidden = true;
      if (listed) listed.hidden = false;
      drawing.hidden = false;
      figure.width = drawing.clientWidth;
      if (!figure.width) { // its tab was hidden meanwhile
        figure.stale = true;
        return;
      }
      const paper = AQ.isPrinting() ? 0.8 : 1; // two of the large ones to a sheet
      const layout = { height: (made.layout && made.layout.height) || Math.round(height * paper), ...made.layout, width: figure.width, autosize: false };
      drawing.style.height = `${layout.height}px`;
      const config = AQ.config({ toImageButtonOptions: { filename: `autoquant-${id ?? 'figure'}`, scale: 2 }, ...made.config });
      await (drawing.classList.contains('js-plotly-plot') ? Plotly.react : Plotly.newPlot)(drawing, made.traces, layout, config);
      drawing.dataset.drawn = String(drawing.querySelectorAll(marks).length);
      if (drawing.removeAllListeners) drawing.removeAllListeners(); // `after` sets them again
      if (made.after) made.after(drawing);
    };

    figure.now = () => {
      if (figure.busy) {
        figure.again = true;
        return figure.busy;
      }
      figure.busy = (async () => {
        do {
          figure.again = false;
          await drawOnce().catch((error) => speak(`This cannot be drawn: ${error.message}`));
        } while (figure.again);
        figure.busy = null;
      })();
      return figure.busy;
    };
    // One after another with a pause, so that a click in between is answered.
    figure.request = () => {
      figure.stale = true;
      queue = queue.then(() => new Promise((go) => setTimeout(go, 0))).then(() => (figure.stale && figure.near ? figure.now() : null));
      return queue;
    };
    figure.refresh = () => {
      figure.stale = true;
      if (figure.near) figure.request();
    };
    let timer = 0;
    figure.resized = (width) => {
      if (!width || !figure.width || Math.abs(width - figure.width) < 1 || AQ.isPrinting()) return;
      clearTimeout(timer);
      timer = setTimeout(figure.refresh, 120);
    };

    element.redraw = figure.refresh;
    // Those that were in the page once and are not any more.
    for (let i = figures.length - 1; i >= 0; i -= 1) if (figures[i].width && !figures[i].element.isConnected) figures.splice(i, 1);
    figures.push(figure);
    watcher.observe(drawing);
    widths.observe(drawing);
    return element;
  };

  const attached = () => figures.filter((figure) => figure.element.isConnected);
  AQ.onTheme(() => {
    if (!AQ.isPrinting()) figures.forEach((figure) => figure.refresh());
  });
  // Those that are in the page, whether or not they are near: for printing.
  AQ.drawAll = () => Promise.all(attached().map((figure) => figure.now()));
  AQ.refreshAll = () => figures.forEach((figure) => figure.refresh());
  // When the drawings that were asked for are there: for tests.
  AQ.settled = async () => {
    let last;
    do {
      last = queue;
      await last;
    } while (last !== queue);
  };
})();
