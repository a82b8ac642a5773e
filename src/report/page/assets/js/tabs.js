// The tabs of the page: mouse, arrow keys, the address's hash; a panel is filled when it is first shown.
'use strict';
(() => {
  const tabs = [
    { id: 'research', text: 'Research', part: () => AQ.research },
    { id: 'run', text: 'Last run', part: () => AQ.run },
  ];

  const fill = (tab) => {
    if (tab.filled) return;
    tab.filled = true;
    const fail = (error) => {
      console.error(error);
      tab.panel.append(AQ.h('p', { class: 'says' }, `This part of the page cannot be shown: ${error.message}`));
    };
    try {
      const made = tab.part() ? tab.part().build(tab.panel) : tab.panel.append(AQ.h('p', { class: 'says' }, 'There is nothing here.'));
      if (made && made.catch) made.catch(fail);
    } catch (error) {
      fail(error);
    }
  };

  const show = (id, { focus = false, hash = true } = {}) => {
    const chosen = tabs.find((tab) => tab.id === id) ?? tabs[0];
    for (const tab of tabs) {
      const on = tab === chosen;
      tab.button.setAttribute('aria-selected', String(on));
      tab.button.tabIndex = on ? 0 : -1;
      tab.panel.classList.toggle('off', !on);
    }
    fill(chosen);
    if (focus) chosen.button.focus();
    if (hash) history.replaceState(null, '', `#${chosen.id}`);
  };

  const moved = (event, at) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(tabs[(to + tabs.length) % tabs.length].id, { focus: true });
  };

  const fromHash = () => {
    const id = location.hash.slice(1).split('/')[0]; // what follows is the tab's own
    if (tabs.some((tab) => tab.id === id)) show(id, { hash: false });
  };

  AQ.tabs = {
    build: (root) => {
      tabs.forEach((tab, at) => {
        tab.button = AQ.h('button', { type: 'button', role: 'tab', id: `tab-${tab.id}`, 'aria-controls': `panel-${tab.id}`, onclick: () => show(tab.id), onkeydown: (event) => moved(event, at) }, tab.text);
        tab.panel = AQ.h('section', { role: 'tabpanel', id: `panel-${tab.id}`, class: 'panel off', 'aria-labelledby': `tab-${tab.id}` }, AQ.h('h2', { class: 'printed' }, tab.text));
      });
      root.append(AQ.h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Parts of the report' }, tabs.map((tab) => tab.button)), ...tabs.map((tab) => tab.panel));
      show(tabs[0].id, { hash: false });
      fromHash();
      window.addEventListener('hashchange', fromHash);
    },
    show,
    fillAll: () => tabs.forEach(fill),
  };
})();
