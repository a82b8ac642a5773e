// The candle chart of a result: pair, columns, window and trade are chosen here; each change draws anew.
(() => {
  'use strict';
  const run = AQ.run ??= {};
  const { h } = AQ;
  const DAY = 86400000;
  const PANELS = 4;
  const COLOURS = [2, 4, 6, 3, 5, 7, 0, 1]; // of the series; those of gain and loss last
  const DASHES = ['solid', 'dash', 'dot'];
  const CANDLE = /^(date|open|high|low|close|volume)(_|$)/; // candles of a longer timeframe: there to choose, but not first
  const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false };
  let lastPair = null; // stays chosen when another result is shown

  // A pair's candles and trades, and the columns that are shown first; null when its candles are not in the page.
  const load = async (range, one) => {
    const [frame, trades, rows] = await Promise.all([run.frame(one.candles), run.trades(range), AQ.numbers(one.rows ?? [])]);
    if (!frame?.n) return null;
    const low = run.known(one.from) ? run.lower(frame.date, one.from) : 0, high = run.known(one.to) ? run.lower(frame.date, one.to + 1) : frame.n;
    if (low >= high) return null;
    const list = run.tradesOf(trades, one.pair);
    let price = 0, below = 0, lines = 0;
    const columns = (one.columns ?? []).map((column, at) => {
      const over = column.place === 'price', candle = CANDLE.test(column.name ?? '');
      return {
        name: column.name, place: column.place, raw: column.values ?? [], values: null, colour: COLOURS[at % 8],
        dash: DASHES[over ? (candle ? at : (lines += 1) - 1) % 3 : 0], // those over the candles are told apart without colour
        shown: !candle && (over ? (price += 1) <= 3 : (below += 1) <= 2),
      };
    });
    const view = { frame, low, high, rows, trades, list, columns, gap: 3 * (one.step || 1) * frame.step, picked: null, leftOut: one.left_out ?? [], from: frame.date[low], to: frame.date[high - 1] + frame.step, width: 800 };
    // The latest trades to begin with, at a length that lets candles be told apart.
    const end = Math.min(view.to, (trades?.close_date[list.at(-1)] || view.to) + 10 * DAY);
    run.place(view, [end - run.RANGES[2].size, end]);
    await unpack(view);
    return view;
  };
  // A column is unpacked when it is first shown.
  const unpack = view => Promise.all(view.columns.filter(column => column.shown && !column.values).map(async column => { column.values = await AQ.numbers(column.raw); }));

  run.charts = range => {
    const charts = range.charts ?? [];
    const futures = range.trading_mode === 'futures';
    if (!charts.length) return run.block('Candles and trades', 'This run kept no candles to draw.');
    let view = null, drawn = null, chart = null, loads = 0;
    let chosen = Math.max(0, charts.findIndex(one => one.pair === lastPair));

    // ---- controls
    const button = (text, label, onclick) => h('button', { type: 'button', 'aria-label': label, title: label, onclick }, text);
    const pairs = h('select', { onchange: () => { chosen = pairs.selectedIndex; lastPair = charts[chosen].pair; show(); } },
      charts.map((one, at) => h('option', { selected: at === chosen }, run.cut(one.pair, 40) || '(no name)')));
    const ranges = run.RANGES.map(({ text, label, size }) => button(text, `Show ${label}`, () => view && move(run.spanned(view, size))));
    const trades = h('select', { onchange: () => jump(trades.selectedIndex - 1) });
    const before = button('‹', 'Previous trade', () => step(-1)), after = button('›', 'Next trade', () => step(1));
    const columns = h('div', { class: 'run-columns', role: 'group', 'aria-label': 'Columns of the strategy' });
    const told = h('p', { class: 'run-told', role: 'status' });
    const readout = h('p', { class: 'run-readout' });
    const status = h('p', { class: 'foot' });
    const cross = h('span', { class: 'run-cross', hidden: true });

    const figure = AQ.figure({
      id: 'candles', title: 'Candles and trades', tall: 488, foot: status,
      about: `A candle spans from the lowest to the highest price of its time, its body from the first to the last: hollow when the price rose, filled when it fell. Triangles are entries (up: long, down: short), squares exits of a trade with a profit, crosses of one with a loss${futures ? ', diamonds those that the exchange closed; of a chosen trade the dashed line is the price at which it does' : ''}; a trade may have several of each. Drag to move; to zoom, click and turn the wheel, or spread two fingers.`,
      draw: async theme => {
        if (!view) await get();
        if (!view) return 'The candles of this pair are not in the page.';
        return { ...picture(theme), config: CONFIG, after: attach };
      },
    });
    const drawing = figure.querySelector('.drawing');
    const stage = h('div', { class: 'run-stage', tabindex: '0', role: 'group', 'aria-label': 'Candle chart: arrow keys move, plus and minus zoom, 0 shows all' });
    drawing.before(h('div', { class: 'run-tools' }, h('label', {}, 'Pair ', pairs),
      h('span', { class: 'run-group', role: 'group', 'aria-label': 'Length of the window' }, ranges),
      h('span', { class: 'run-group run-steps' }, before, h('label', {}, h('span', { class: 'run-hidden' }, 'Trade'), trades), after)), told, columns, readout, stage);
    stage.append(drawing, cross);

    const get = async () => {
      const mine = loads += 1;
      const made = await load(range, charts[chosen]);
      if (mine !== loads) return;
      view = made;
      for (const part of [told, columns, readout, status]) part.replaceChildren();
      fillTrades();
      fillColumns();
    };
    const show = async () => {
      await get();
      if (view && chart && !drawing.hidden) redraw();
      else { drawing.hidden = false; figure.redraw(); }
    };
    const fillTrades = () => {
      const list = view?.list ?? [], all = view?.trades;
      trades.replaceChildren(h('option', {}, list.length ? `${AQ.count(list.length, 'trade')} of this pair` : 'no trade of this pair'),
        ...list.map((i, at) => h('option', {}, `${at + 1}: ${AQ.format.date(all.open_date[i])}, ${all.futures ? `${run.side(all, i)}, ` : ''}${run.signed(all.profit_pct[i], 2)}, ${run.cut(all.reasons[all.reason[i]], 24)}`)));
      for (const control of [trades, before, after]) control.disabled = !list.length;
    };
    const fillColumns = () => {
      const all = view?.columns ?? [];
      const boxes = all.map(column => h('input', { type: 'checkbox', checked: column.shown, onchange: async event => {
        column.shown = event.target.checked;
        guard();
        await unpack(view);
        redraw();
      } }));
      const guard = () => {
        const full = all.filter(column => column.place !== 'price' && column.shown).length >= PANELS;
        all.forEach((column, at) => { boxes[at].disabled = full && !column.shown && column.place !== 'price'; });
      };
      columns.replaceChildren(...all.map((column, at) => h('label', { title: column.place === 'price' ? 'over the candles' : 'in a panel below' },
        boxes[at], h('span', { class: `run-sample run-${column.dash}`, style: `--colour: var(--series-${column.colour + 1})` }), run.name(column.name, '(no name)', 28))));
      guard();
    };

    // ---- drawing
    const picture = theme => {
      view.width = Math.max(200, (drawing.clientWidth || 800) - 70);
      drawn = run.picture(view, theme);
      return { traces: drawn.traces, layout: drawn.layout };
    };
    let waits = false;
    const redraw = () => {
      if (!chart || waits) return; // many events within a frame are one drawing
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        if (!view || !chart.isConnected || !drawing.clientWidth) return;
        const { traces, layout } = picture(AQ.theme());
        Plotly.react(chart, traces, { ...layout, width: drawing.clientWidth, autosize: false }, AQ.config(CONFIG));
        drawing.style.height = `${layout.height}px`;
        tell();
      });
    };
    const move = window => { if (view) { run.place(view, window); redraw(); } };
    const tell = () => {
      status.textContent = run.thinned(range) + run.status(view, drawn);
      ranges.forEach((one, at) => one.setAttribute('aria-pressed', String(run.isSpan(view, run.RANGES[at].size))));
      readout.replaceChildren(...run.readout(view, drawn.bars, null));
    };

    // ---- trades
    const jump = at => {
      if (!view) return;
      const i = view.list[at];
      view.picked = i ?? null;
      trades.selectedIndex = i === undefined ? 0 : at + 1;
      if (i === undefined) { told.replaceChildren(); redraw(); return; }
      const open = view.trades.open_date[i], close = view.trades.close_date[i] || open;
      const air = Math.max(40 * view.frame.step, (close - open) * 0.6);
      told.replaceChildren(h('span', {}, run.toldTrade(view, at)));
      move([open - air, close + air]);
    };
    const step = by => {
      if (!view?.list.length) return;
      const { list, window } = view, now = view.list.indexOf(view.picked);
      // Without a chosen trade the window tells where to begin.
      const next = now >= 0 ? now + by : by > 0 ? list.findIndex(i => view.trades.open_date[i] >= window[0]) : list.findLastIndex(i => view.trades.open_date[i] <= window[1]);
      jump((next + list.length) % list.length);
    };

    // ---- mouse, keys, fingers
    const size = () => chart?._fullLayout?._size ?? { l: 8, w: drawing.clientWidth - 70 };
    const part = clientX => (clientX - drawing.getBoundingClientRect().left - size().l) / size().w;
    const attach = div => {
      chart = div;
      tell();
      div.on('plotly_relayout', changed => {
        const to = [0, 1].map(i => Number(changed[`xaxis.range[${i}]`] ?? changed['xaxis.range']?.[i] ?? NaN));
        if (to.every(run.known)) move(to);
      });
      div.on('plotly_doubleclick', () => view && move(run.spanned(view, Infinity)));
      div.on('plotly_click', ({ points }) => { if (run.known(points[0]?.customdata)) jump(view.list.indexOf(points[0].customdata)); });
    };
    stage.addEventListener('pointermove', event => {
      if (!view || !drawn) return;
      const at = part(event.clientX);
      cross.hidden = at < 0 || at > 1;
      if (cross.hidden) return;
      cross.style.left = `${size().l + at * size().w}px`;
      readout.replaceChildren(...run.readout(view, drawn.bars, view.window[0] + at * (view.window[1] - view.window[0])));
    });
    stage.addEventListener('pointerleave', () => { cross.hidden = true; if (view && drawn) tell(); });
    // The wheel scrolls the page unless the chart was clicked (or Ctrl is held, as a pinch on a touchpad says).
    stage.addEventListener('wheel', event => {
      if (!view || (!event.ctrlKey && document.activeElement !== stage)) return;
      event.preventDefault();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) move(run.shifted(view.window, event.deltaX / 1000));
      else move(run.zoomed(view.window, Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY * (event.deltaMode ? 0.05 : 0.0016)))), part(event.clientX)));
    }, { passive: false, capture: true });
    stage.addEventListener('pointerdown', event => { if (event.pointerType === 'mouse') stage.focus({ preventScroll: true }); }, true);
    stage.addEventListener('keydown', event => {
      if (event.altKey || event.ctrlKey || event.metaKey || !view) return;
      const to = { ArrowLeft: run.shifted(view.window, -0.25), ArrowRight: run.shifted(view.window, 0.25), '+': run.zoomed(view.window, 0.67), '=': run.zoomed(view.window, 0.67), '-': run.zoomed(view.window, 1.5), 0: run.spanned(view, Infinity) }[event.key];
      if (!to) return;
      event.preventDefault();
      move(to);
    });
    run.fingers(stage, { part, window: () => view?.window, move });
    return figure;
  };
})();
