// Puts the page together, and gets it ready for the printer.
'use strict';
(() => {
  const { h, data } = AQ;
  const research = data.research;

  const verdict = () => {
    const { trials } = research;
    if (!trials.total) return 'No experiment so far.';
    const best = AQ.research.best();
    const parts = [AQ.count(trials.total, 'experiment'), ', ', `${AQ.format.number(trials.kept, 0)} kept`];
    if (!best) return [...parts, '; none has a headline yet.'];
    parts.push(`, best headline ${AQ.format.number(best.sharpe)} at ${AQ.format.percent(best.max_dd)} drawdown, by `, AQ.bdi(AQ.clip(best.strategy, 60)));
    const chance = research.chance;
    if (chance && chance.found !== null && chance.best !== null) parts.push(chance.found > chance.best ? ': more than luck alone would be expected to find.' : ': no more than luck alone would be expected to find.');
    else parts.push('.');
    return parts;
  };

  const header = document.getElementById('header');
  const when = research.dates ? `Experiments from ${research.dates.map((date) => AQ.format.datetime(Date.parse(date))).join(' to ')} UTC` : null;
  header.append(h('p', { class: 'verdict' }, verdict()));
  header.prepend(h('div', { class: 'controls' },
    h('button', { type: 'button', class: 'print', onclick: () => print() }, 'Print'), AQ.themeSwitch()));
  if (data.missing && data.missing.length) {
    header.append(h('aside', { class: 'missing', 'aria-label': 'What this page lacks' },
      h('p', null, h('strong', null, 'What this page lacks')), h('ul', null, data.missing.map((text) => h('li', null, AQ.bdi(AQ.clip(text, 400)))))));
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
