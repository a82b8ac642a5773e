// Puts the page together, and gets it ready for the printer.
'use strict';
(() => {
  const { h, data } = AQ;
  const research = data.research;

  const verdict = () => {
    const { trials } = research;
    if (!trials.total) return 'No experiment so far.';
    const { number, percent } = AQ.format;
    const R = AQ.research;
    const best = R.best();
    const counted = `${AQ.count(trials.total, 'experiment')}, ${trials.kept ? number(trials.kept, 0) : 'none'} kept`;
    if (!best) return `${counted}${trials.kept ? '; none of those has a Sharpe ratio' : ''}.`;
    const odds = R.odds();
    const flags = best.flags?.length ?? 0;
    return [`${counted}. The best, `, AQ.bdi(AQ.clip(best.strategy, 60)), `, has a ${R.sharpe} of ${number(best.sharpe)} and a ${R.drawdown} of ${percent(best.max_dd)}`,
      !odds ? null : odds.rare ? `: luck alone finds as much only ${odds.often} such searches` : `: luck alone finds as much ${odds.often} such searches`,
      flags ? `${odds ? '; ' : ': '}${AQ.count(flags, 'flag')} ${flags === 1 ? 'speaks' : 'speak'} against it.` : '.'];
  };

  const header = document.getElementById('header');
  const when = research.dates ? `Experiments from ${research.dates.map((date) => AQ.format.datetime(Date.parse(date))).join(' to ')} UTC` : null;
  header.append(h('p', { class: 'verdict' }, verdict()));
  header.prepend(h('div', { class: 'controls' },
    h('button', { type: 'button', class: 'print', onclick: () => print() }, 'Print'), AQ.themeSwitch()));
  if (data.missing && data.missing.length) {
    header.append(h('aside', { class: 'missing', 'aria-label': 'What this page lacks' },
      h('p', null, h('strong', null, 'What this page lacks')), h('ul', null, data.missing.map((text) => h('li', null, AQ.coded(AQ.clip(text, 400)))))));
  }
  AQ.tabs.build(document.getElementById('content'));
  document.getElementById('footer').append(h('p', null,
    when ? `${when}. ` : null, `Written by autoquant ${data.version ?? ''}. Sharpe ratios and drawdowns come from backtests: what worked in the past need not work again.`));

  // Printing waits for nothing but promises that are kept already, hence the warming ahead of it.
  const idle = window.requestIdleCallback ?? ((go) => setTimeout(go, 500));
  idle(() => AQ.settled().then(() => AQ.warm()), { timeout: 4000 });

  const ready = () => {
    if (AQ.isPrinting()) return Promise.resolve();
    AQ.setPrinting(true);
    AQ.tabs.fillAll();
    return AQ.drawAll();
  };
  const print = async () => {
    await AQ.warm();
    await ready();
    window.print();
  };
  window.addEventListener('beforeprint', ready);
  window.addEventListener('afterprint', () => {
    AQ.setPrinting(false);
    AQ.refreshAll();
  });
  // The browser's own way to the printer does not wait; this does.
  window.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'p') return;
    event.preventDefault();
    print();
  });
  AQ.print = { ready };
})();
