// Light, dark or as the system has it; the colours that CSS says; what all drawings share.
'use strict';
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const listeners = [];
  let choice = 'auto';
  let printing = false;
  try { choice = localStorage.getItem('autoquant-theme') ?? 'auto'; } catch { /* storage may be barred: auto it is */ }
  if (choice !== 'light' && choice !== 'dark') choice = 'auto';

  let known = null;
  const apply = () => {
    const dark = !printing && (choice === 'dark' || (choice === 'auto' && system.matches));
    const shade = dark ? 'dark' : 'light';
    known = null;
    if (root.dataset.shade === shade) return;
    root.dataset.shade = shade;
    listeners.forEach((listener) => listener());
  };
  system.addEventListener('change', apply);
  apply();

  const names = ['ink', 'pale', 'grid', 'paper', 'rule', 'kept', 'discarded', 'failed', 'flagged', 'best', 'chance', 'bar', 'gain', 'loss', 'hold', 'equity'];
  AQ.theme = () => {
    if (known) return known;
    const style = getComputedStyle(root);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    known = { dark: root.dataset.shade === 'dark', series: Array.from({ length: 8 }, (_, i) => colour(`series-${i + 1}`)) };
    names.forEach((name) => { known[name] = colour(name); });
    return known;
  };
  AQ.onTheme = (listener) => listeners.push(listener);
  AQ.setPrinting = (on) => {
    printing = on;
    root.toggleAttribute('data-printing', on);
    apply();
  };

  AQ.themeSwitch = () => {
    const buttons = ['auto', 'light', 'dark'].map((name) => AQ.h('button', {
      type: 'button',
      'aria-pressed': String(name === choice),
      dataset: { theme: name },
      onclick: () => {
        choice = name;
        try { localStorage.setItem('autoquant-theme', name); } catch { /* it holds until the page is closed */ }
        buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.theme === name)));
        apply();
      },
    }, name[0].toUpperCase() + name.slice(1)));
    return AQ.h('div', { class: 'switch', role: 'group', 'aria-label': 'Theme' }, buttons);
  };

  AQ.isPrinting = () => printing;
  AQ.narrow = () => !printing && root.clientWidth < 620;

  const isPlain = (value) => value !== null && typeof value === 'object' && !Array.isArray(value) && !ArrayBuffer.isView(value);
  const merged = (base, more) => {
    const out = { ...base };
    for (const [key, value] of Object.entries(more ?? {})) out[key] = isPlain(value) && isPlain(out[key]) ? merged(out[key], value) : value;
    return out;
  };

  // What every drawing's layout begins with; `more` goes on top. Axes named in `more` get the common look too.
  AQ.layout = (theme, more = {}) => {
    const narrow = AQ.narrow();
    const size = narrow ? 11 : 12;
    const axis = {
      automargin: true, gridcolor: theme.grid, linecolor: theme.rule, zerolinecolor: theme.rule, zerolinewidth: 1, tickcolor: theme.rule,
      tickfont: { color: theme.pale, size }, title: { font: { color: theme.pale, size }, standoff: 8 },
      spikecolor: theme.pale, spikethickness: 1, spikedash: 'dot', ...(narrow ? { nticks: 6 } : {}),
    };
    const across = { ...axis, showline: true, ticks: 'outside', ticklen: 4 };
    const up = { ...axis, showline: false, ticks: '', ticklabelstandoff: 5 }; // the grid says enough
    const base = {
      font: { family: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif', size, color: theme.ink },
      margin: narrow ? { l: 4, r: 4, t: 8, b: 4 } : { l: 8, r: 12, t: 12, b: 8 },
      paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', colorway: theme.series,
      hoverlabel: { bgcolor: theme.paper, bordercolor: theme.pale, align: 'left', namelength: -1, font: { color: theme.ink, size: narrow ? 11 : 12 } },
      hovermode: 'closest', hoverdistance: 24,
      legend: { orientation: 'h', x: 0, xanchor: 'left', y: 1.02, yanchor: 'bottom', font: { color: theme.ink, size }, bgcolor: 'rgba(0,0,0,0)', itemsizing: 'trace', tracegroupgap: 4 },
      modebar: { bgcolor: 'rgba(0,0,0,0)', color: theme.pale, activecolor: theme.ink, orientation: 'h' },
      // A finger that goes over a drawing wants to scroll the page.
      dragmode: matchMedia('(pointer: coarse)').matches ? false : 'zoom',
      separators: '.,', uirevision: 'same', xaxis: across, yaxis: up,
    };
    for (const key of Object.keys(more)) if (/^[xy]axis\d+$/.test(key)) base[key] = key[0] === 'x' ? across : up;
    return merged(base, more);
  };

  // No `responsive`: a figure watches its own width and draws anew, since its layout depends on it.
  AQ.config = (more = {}) => ({
    displaylogo: false, responsive: false, showLink: false, showTips: false, plotlyServerURL: '', displayModeBar: AQ.narrow() || matchMedia('(hover: none)').matches ? false : 'hover',
    modeBarButtons: [['zoom2d', 'pan2d', 'resetScale2d', 'toImage']], doubleClick: 'reset+autosize', ...more,
  });
})();
