// Tables: wide ones scroll in their own box, heads sort, long ones show their first rows.
'use strict';
(() => {
  const isCell = (cell) => cell !== null && typeof cell === 'object' && !(cell instanceof Node) && 'show' in cell;

  const key = (cell) => {
    if (isCell(cell)) return cell.sort;
    if (cell instanceof Element) return cell.dataset.sort ?? cell.textContent;
    if (cell instanceof Node) return cell.textContent;
    return cell;
  };
  const numeric = (value) => {
    if (value === null || value === undefined || value === '' || value === '–') return NaN;
    return typeof value === 'number' ? value : Number.parseFloat(String(value).replace(/,/g, '').replace('−', '-'));
  };
  const shown = (cell, head) => {
    if (isCell(cell)) return shown(cell.show, head);
    if (cell === null || cell === undefined || cell === '') return '–';
    if (typeof cell === 'number') return AQ.format.number(cell, head.digits ?? (Number.isInteger(cell) ? 0 : 2));
    return cell instanceof Node ? cell : AQ.bdi(String(cell));
  };

  // A box is a stop for the keyboard only while there is something to scroll in it.
  const boxes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.closest('.scroll');
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  });

  // A cell is a string, a number, a node, or {show, sort} where what it is sorted by is not what is shown.
  AQ.table = ({ head, rows, caption, sortable = false, first = Infinity, label }) => {
    let order = rows.map((_, i) => i);
    let all = rows.length <= first * 1.2;
    let by = -1;
    let up = true;
    const body = AQ.h('tbody');
    const more = AQ.h('button', { type: 'button', class: 'more', onclick: () => { all = true; fill(); } });
    const ready = new Map(); // a row is made once: sorting moves it, and an opened note stays open

    const row = (i) => {
      if (!ready.has(i)) {
        ready.set(i, AQ.h('tr', null, head.map((one, at) => AQ.h(at === 0 && one.row !== false ? 'th' : 'td',
          { class: one.numeric ? 'numeric' : one.class, scope: at === 0 && one.row !== false ? 'row' : null }, shown(rows[i][at], one)))));
      }
      return ready.get(i);
    };
    // The first rows are there at once, whatever is laid out behind them.
    const AT_ONCE = 150;
    let filling = 0;
    const rest = (some, from, of) => {
      if (from >= some.length || of !== filling) return;
      body.append(...some.slice(from, from + AT_ONCE).map(row));
      setTimeout(rest, 0, some, from + AT_ONCE, of);
    };
    const fill = () => {
      const some = all ? order : order.slice(0, first);
      filling += 1;
      body.replaceChildren(...some.slice(0, AT_ONCE).map(row));
      setTimeout(rest, 0, some, AT_ONCE, filling);
      more.hidden = all;
      more.textContent = `Show all ${AQ.format.number(rows.length, 0)} rows`;
    };
    const sort = (at) => {
      up = by === at ? !up : !head[at].numeric; // figures: the highest first
      by = at;
      const keys = rows.map((cells) => (head[at].numeric ? numeric(key(cells[at])) : String(key(cells[at]) ?? '')));
      const absent = (value) => (head[at].numeric ? Number.isNaN(value) : value === '' || value === '–');
      const sign = up ? 1 : -1;
      const compare = head[at].numeric ? (a, b) => a - b : new Intl.Collator('en', { numeric: true }).compare;
      order = rows.map((_, i) => i).sort((a, b) => {
        if (absent(keys[a]) || absent(keys[b])) return absent(keys[a]) - absent(keys[b]) || a - b; // absent ones last, either way
        return sign * compare(keys[a], keys[b]) || a - b;
      });
      heads.forEach((cell, i) => {
        if (i === at) cell.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        else cell.removeAttribute('aria-sort');
      });
      fill();
    };
    const heads = head.map((one, at) => AQ.h('th', { scope: 'col', class: one.numeric ? 'numeric' : one.class, title: one.title },
      sortable && one.text && rows.length > 1 ? AQ.h('button', { type: 'button', onclick: () => sort(at) }, one.text) : one.text));
    fill();
    const table = AQ.h('table', null, caption ? AQ.h('caption', null, caption) : null, AQ.h('thead', null, AQ.h('tr', null, heads)), body);
    const box = AQ.h('div', { class: 'scroll', role: 'group', 'aria-label': label ?? caption ?? 'Table' }, table);
    boxes.observe(table);
    boxes.observe(box);
    return AQ.h('div', { class: 'table' }, box, more);
  };
})();
