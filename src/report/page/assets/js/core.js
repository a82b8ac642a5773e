// The global AQ: the document, elements without innerHTML, and texts that are safe wherever they are shown.
'use strict';
(() => {
  const AQ = window.AQ = {};
  AQ.data = JSON.parse(document.getElementById('data').textContent);

  const append = (element, child) => {
    if (child === null || child === undefined || child === false) return;
    if (Array.isArray(child)) child.forEach((one) => append(element, one));
    else element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  };

  // An element. Strings become text nodes: what the document holds is never read as markup.
  AQ.h = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === 'dataset') Object.assign(element.dataset, value);
      else if (name.startsWith('on') && typeof value === 'function') element.addEventListener(name.slice(2).toLowerCase(), value);
      else element.setAttribute(name, value === true ? '' : String(value));
    }
    append(element, children);
    return element;
  };

  // Text of the document inside a sentence: isolated, so that right-to-left letters leave the line around alone.
  AQ.bdi = (text, attributes) => AQ.h('bdi', { dir: 'auto', ...attributes }, text === '' ? '\u00a0' : text);

  // A sentence with `code` in it: every second part between backticks.
  AQ.coded = (text) => String(text ?? '').split('`').map((part, at, all) => (!part ? null : at % 2 && at < all.length - 1 ? AQ.h('code', null, AQ.bdi(part)) : AQ.bdi(part)));

  // Cut by characters, not by UTF-16 units, so that no emoji is torn.
  AQ.clip = (text, most = 160) => {
    const letters = Array.from(String(text ?? '').slice(0, most * 8));
    return letters.length > most ? letters.slice(0, most - 1).join('') + '…' : letters.join('');
  };

  // Control characters, line separators, and marks that would reorder text beyond its end.
  const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;
  const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

  // For Plotly, which reads a little HTML in every text.
  AQ.plain = (text, most = 160) => `\u2068${escaped(AQ.clip(String(text ?? '').slice(0, most * 8).replace(unsafe, ' ').trim(), most))}\u2069`;

  // The same over several lines, since Plotly does not wrap.
  AQ.lines = (text, width = 56, most = 160) => {
    const words = AQ.clip(String(text ?? '').slice(0, most * 8).replace(unsafe, ' ').trim(), most).split(/\s+/);
    const lines = [''];
    for (let word of words) {
      while (Array.from(word).length > width) {
        const letters = Array.from(word);
        lines.push(letters.slice(0, width).join(''));
        word = letters.slice(width).join('');
      }
      const last = lines[lines.length - 1];
      if (last && last.length + word.length >= width) lines.push(word);
      else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
    return lines.filter(Boolean).map((line) => `\u2068${escaped(line)}\u2069`).join('<br>');
  };

  // A foreign text within a plain string, such as an aria-label, where no element can keep it apart.
  AQ.clean = (text, most = 60) => `\u2068${AQ.clip(String(text ?? '').slice(0, most * 8).replace(unsafe, ' ').trim(), most)}\u2069`;

  AQ.count = (n, one, many = `${one}s`) => `${AQ.format.number(n, 0)} ${n === 1 ? one : many}`;
})();
