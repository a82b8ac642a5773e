// What was counted: strategies alive, events, words of the notes.
'use strict';
(() => {
  const { data } = AQ;
  const R = AQ.research;
  const { number } = AQ.format;
  const { research } = data;
  const meanings = { create: 'a new strategy', evolve: 'a changed one that was kept', stable: 'run again as it was', fork: 'a new one beside its parent', kill: 'given up' };

  R.active = () => {
    const cap = data.max_active_strategies;
    let counted = [];
    return AQ.figure({
      id: 'active', title: 'Strategies at work', tall: 260,
      about: `Strategies alive after each round, against the cap of ${number(cap, 0)}.`,
      draw: async (theme) => {
        const active = Array.from(await AQ.numbers(research.active));
        counted = active;
        if (!active.length) return 'No round was logged yet.';
        const rounds = active.map((_, i) => i + 1);
        const traces = [
          { type: 'scatter', mode: active.length > 1 ? 'lines' : 'markers', name: 'alive', x: rounds, y: active, line: { shape: 'hvh', color: theme.equity, width: 2 }, marker: { size: 9, color: theme.equity }, fill: 'tozeroy',
            fillcolor: `${theme.equity}22`, ...R.hovered(rounds.map((round, i) => `round ${round}: ${AQ.count(active[i], 'strategy', 'strategies')}`)) },
        ];
        if (R.has(cap)) traces.push({ type: 'scatter', mode: 'lines', name: 'cap', x: [0.5, active.length + 0.5], y: [cap, cap], line: { color: theme.failed, width: 1.5, dash: 'dash' }, ...R.hidden });
        return {
          traces,
          layout: AQ.layout(theme, {
            hovermode: 'x', xaxis: { title: { text: 'round' }, showgrid: false, range: [0.5, active.length + 0.5], ...(active.length < 10 ? { dtick: 1 } : {}) },
            yaxis: { range: [0, Math.max(cap ?? 0, ...active) * 1.15 + 0.2], fixedrange: true, ...(Math.max(cap ?? 0, ...active) < 8 ? { dtick: 1 } : {}) },
          }),
        };
      },
      table: () => ({ head: [{ text: 'Round', numeric: true }, { text: 'Alive', numeric: true }], rows: counted.map((n, i) => [i + 1, n]) }),
    });
  };

  R.events = () => {
    const events = Object.entries(research.events ?? {});
    const total = events.reduce((sum, [, n]) => sum + n, 0);
    return AQ.figure({
      id: 'events', title: 'Events', tall: 260,
      about: `${AQ.count(total, 'row')} of the log by kind${total ? `: ${events.filter(([, n]) => n).map(([name, n]) => `${number(n, 0)} ${AQ.clean(name, 20)}${meanings[name] ? ` (${meanings[name]})` : ''}`).join(', ')}` : ''}.`,
      draw: (theme) => {
        if (!total) return 'No round was logged yet.';
        return {
          traces: [{ type: 'bar', x: events.map((_, i) => i), y: events.map(([, n]) => n), text: events.map(([, n]) => number(n, 0)), textposition: 'outside', cliponaxis: false, textfont: { color: theme.ink },
            marker: { color: events.map(([name]) => (name === 'kill' ? theme.failed : name === 'stable' ? theme.discarded : theme.kept)) }, width: 0.62,
            ...R.hovered(events.map(([name, n]) => `${AQ.plain(name, 30)}: ${number(n, 0)}${meanings[name] ? `, ${meanings[name]}` : ''}`)) }],
          layout: AQ.layout(theme, {
            xaxis: { showgrid: false, zeroline: false, ticks: '', tickvals: events.map((_, i) => i), ticktext: events.map(([name]) => AQ.plain(name, 16)), fixedrange: true, tickfont: { color: theme.ink } },
            yaxis: { fixedrange: true, visible: false, range: [0, Math.max(...events.map(([, n]) => n)) * 1.15] }, showlegend: false,
          }),
          config: { displayModeBar: false },
        };
      },
      table: () => ({ head: ['Event', 'Meaning', { text: 'Rows', numeric: true }], rows: events.map(([name, n]) => [name, meanings[name], n]) }),
    });
  };

  R.words = () => {
    const words = research.words ?? [];
    if (!words.length) return null;
    const [top] = words;
    return AQ.figure({
      id: 'words', title: 'Words of the notes', tall: 400,
      about: `What the notes speak of most: “${AQ.clean(top.word, 30)}” in ${AQ.count(top.notes, 'note')}; and how many of those notes came with a new best. Of few notes the share says nothing.`,
      draw: (theme) => {
        const shown = words.slice(0, AQ.narrow() || AQ.isPrinting() ? 14 : 18);
        const at = shown.map((_, i) => i);
        const hover = shown.map((one) => `${AQ.plain(one.word, 30)}: ${AQ.count(one.notes, 'note')}, ${number(one.kept, 0)} with a new best`);
        const bar = (name, values, color) => ({ type: 'bar', orientation: 'h', name, y: at, x: values, marker: { color }, width: 0.68, ...R.hovered(hover) });
        return {
          traces: [bar('came with a new best', shown.map((one) => one.kept), theme.kept), bar('the other notes', shown.map((one) => one.notes - one.kept), theme.bar)],
          layout: AQ.layout(theme, {
            barmode: 'stack', legend: { traceorder: 'normal' },
            xaxis: { title: { text: 'notes' }, fixedrange: true, ...(top.notes < 8 ? { dtick: 1 } : {}) },
            yaxis: { tickvals: at, ticktext: shown.map((one) => AQ.plain(one.word, 18)), range: [shown.length - 0.4, -0.6], fixedrange: true, showgrid: false, zeroline: false, tickfont: { color: theme.ink }, nticks: 0 },
          }),
          config: { displayModeBar: false },
        };
      },
      table: () => ({ head: ['Word', { text: 'Notes', numeric: true }, { text: 'With a new best', numeric: true }], rows: words.map((one) => [one.word, one.notes, one.kept]) }),
    });
  };
})();
