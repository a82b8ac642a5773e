// Which strategy and timerange are shown, and how the address keeps them.
(() => {
  'use strict';
  const run = AQ.run ??= {};

  run.all = () => Array.isArray(AQ.data.runs) ? AQ.data.runs : [];
  run.ranges = one => Array.isArray(one?.timeranges) ? one.timeranges : [];

  // A name that is long, or shared by two, could not be found again: its place in the list stands for it.
  const part = (names, at) => {
    const name = String(names[at] ?? '');
    const plain = name && name.length <= 60 && !name.startsWith('~') && names.indexOf(names[at]) === names.lastIndexOf(names[at]);
    return plain ? encodeURIComponent(name) : `~${at}`;
  };

  const place = (names, text) => {
    if (text === undefined) return -1;
    if (/^~\d+$/.test(text)) return Number(text.slice(1)) < names.length ? Number(text.slice(1)) : -1;
    try {
      return names.indexOf(decodeURIComponent(text));
    } catch {
      return -1;
    }
  };

  const strategies = () => run.all().map(one => one.strategy);
  const labels = at => run.ranges(run.all()[at]).map(range => range.label);

  run.address = (strategy, range) => {
    const named = labels(strategy);
    return `#run/${part(strategies(), strategy)}${named.length ? `/${part(named, range)}` : ''}`;
  };

  // The choice that the address names, as places in the lists, or null when it names none.
  run.addressed = () => {
    const [tab, strategy, label] = location.hash.slice(1).split('/');
    if (tab !== 'run') return null;
    const at = place(strategies(), strategy);
    return at < 0 ? null : { strategy: at, range: Math.max(0, place(labels(at), label)) };
  };
})();
