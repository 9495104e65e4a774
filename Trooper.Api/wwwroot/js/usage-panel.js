// What was used in the last thirty days, by day, model, key or team, and what it cost.

import { usage } from './api.js';
import { count, el, svg } from './dom.js';

const kinds = { day: 'Day', model: 'Model', key: 'Key', team: 'Team' };
const mostRows = 10;
const rest = 10_000;

export function usagePanel() {
  let kind = 'day';
  let askedAt = 0;
  const table = el('div', { class: 'table usage', tabindex: 0, role: 'region', 'aria-label': 'Usage table' });
  const summary = el('p', { class: 'hint', role: 'status' });
  const buttons = Object.entries(kinds).map(([name, title]) => el('button', { type: 'button', class: 'quiet', 'data-by': name, 'aria-pressed': String(name === kind), onclick: () => choose(name) }, title));

  function choose(name) {
    kind = name;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.by === name));
    return show();
  }

  async function show() {
    const asked = kind;
    askedAt = Date.now();
    try {
      const { rows } = await usage(asked);
      if (asked !== kind) return;
      const sorted = rows.sort(asked === 'day' ? (a, b) => b.day.localeCompare(a.day) : (a, b) => b.cost_usd - a.cost_usd || b.requests - a.requests);
      summary.textContent = rows.length === 0 ? 'Nothing was used in the last 30 days.' : `${dollars(sum(rows, 'cost_usd'))} and ${count(sum(rows, 'requests'))} requests in the last 30 days`;
      table.replaceChildren(rows.length > 0 ? drawn(sorted, asked) : '');
    } catch (error) {
      summary.textContent = `Usage could not be read: ${error.message}`;
    }
  }

  show();
  return {
    element: el('section', { class: 'panel wide', 'aria-label': 'Usage' }, el('h2', {}, 'Usage'), el('div', { class: 'controls', role: 'group', 'aria-label': 'Usage by' }, ...buttons), summary, table),
    /** Something happened: it is looked at again, if it was not just now. */
    stir: () => { if (!document.hidden && Date.now() - askedAt >= rest) show(); },
  };
}

const sum = (rows, field) => rows.reduce((total, row) => total + row[field], 0);

const dollars = amount => `$${amount.toFixed(amount === 0 || amount >= 1 ? 2 : 4)}`;

function drawn(rows, kind) {
  const shown = rows.slice(0, mostRows);
  const most = Math.max(...rows.map(row => row.cost_usd), 0.000001);
  const head = [kinds[kind], 'Cost', 'Requests', 'Input', 'Output', 'Saved'];
  return el('table', { class: 'data' },
    el('thead', {}, el('tr', {}, ...head.map((title, at) => el('th', { scope: 'col', class: at > 0 && 'right' }, title)))),
    el('tbody', {}, ...shown.map(row => line(nameOf(row, kind), row, bar(row.cost_usd / most)))),
    rows.length > shown.length && el('tfoot', {}, line(`${rows.length - shown.length} more`, totals(rows.slice(mostRows)), null)));
}

const nameOf = (row, kind) => kind === 'key' && !row.key ? 'without a key' : row[kind];

const totals = rows => Object.fromEntries(['requests', 'input_tokens', 'output_tokens', 'tokens_saved', 'cost_usd'].map(field => [field, sum(rows, field)]));

function line(name, row, drawing) {
  const numbers = [row.requests, row.input_tokens, row.output_tokens, row.tokens_saved].map(number => el('td', { class: 'right' }, count(number)));
  return el('tr', {}, el('th', { scope: 'row' }, name), el('td', { class: 'right' }, dollars(row.cost_usd), drawing), ...numbers);
}

const bar = share => svg('svg', { class: 'share', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, svg('rect', { x: 100 - 100 * share, width: 100 * share, height: 4, rx: 2 }));
