// Figures and dates as text: one way for the whole page.
'use strict';
(() => {
  const none = '–';
  const absent = (x) => x === null || x === undefined || !Number.isFinite(Number(x)) || x === '';
  const cache = new Map();
  const written = (x, digits, sign) => {
    const key = `${digits} ${sign}`;
    if (!cache.has(key)) {
      cache.set(key, new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: sign }));
    }
    return cache.get(key).format(x).replace('-', '−');
  };
  const two = (n) => String(n).padStart(2, '0');
  const day = (at) => `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  const valid = (ms) => !absent(ms) && !Number.isNaN(new Date(Number(ms)).getTime());

  // The figures that strategies are compared by, named alike in both tabs; the log has their keys.
  const figures = { robust_sharpe: 'robust Sharpe', worst_dd_pct: 'worst drawdown', robust_equity_sharpe: 'robust equity Sharpe', worst_equity_dd_pct: 'worst equity drawdown', robust_marked_sharpe: 'robust marked Sharpe', worst_marked_dd_pct: 'worst marked drawdown' };

  // FreqTrade's word for a ratio that is none: nothing was traded, or all days were alike. On one timerange is enough,
  // since the lowest of the timeranges counts.
  const NO_RATIO = -100;

  AQ.format = {
    figure: (key) => figures[key] ?? AQ.clean(key),
    ratio: (x) => (x <= NO_RATIO ? none : AQ.format.number(x)),
    isRatio: (x) => !absent(x) && x > NO_RATIO,
    number: (x, digits = 2) => (absent(x) ? none : written(Number(x), digits, 'negative')),
    percent: (x, digits = 1) => (absent(x) ? none : `${written(Number(x), digits, 'exceptZero')}%`),
    money: (x) => (absent(x) ? none : `${written(Number(x), Math.abs(x) >= 100000 ? 0 : 2, 'negative')} ${AQ.data.stake_currency ?? ''}`.trim()),
    date: (ms) => (valid(ms) ? day(new Date(Number(ms))) : none),
    datetime: (ms) => {
      if (!valid(ms)) return none;
      const at = new Date(Number(ms));
      return `${day(at)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
    },
    duration: (min) => {
      if (absent(min)) return none;
      // Closed at the end of all candles a trade may end before it began.
      if (Number(min) < 0) return `−${AQ.format.duration(-Number(min))}`;
      const all = Math.round(Number(min));
      const [days, hours, minutes] = [Math.floor(all / 1440), Math.floor(all / 60) % 24, all % 60];
      if (days) return hours ? `${days} d ${hours} h` : `${days} d`;
      if (hours) return minutes ? `${hours} h ${minutes} min` : `${hours} h`;
      return `${minutes} min`;
    },
  };
})();
