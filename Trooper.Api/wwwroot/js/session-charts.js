// A session's pictures: its time line, and the privacy ledger as what went where.

import { known } from './chat-render.js';
import { clock, el, svg } from './dom.js';

export function timeLine({ session, marks }, width) {
  const from = Date.parse(session.created_at);
  const until = Math.max(Date.parse(session.last_active_at), from + 1);
  const x = time => 8 + (Date.parse(time) - from) / (until - from) * (width - 16);
  const drawing = svg('svg', { class: 'chart', viewBox: `0 0 ${width} 56`, width, height: 56, role: 'img', 'aria-label': `${marks.length} events from ${clock(session.created_at)} to ${clock(session.last_active_at)}` });
  drawing.append(svg('line', { class: 'grid', x1: 8, x2: width - 8, y1: 28, y2: 28 }));
  for (const mark of marks) {
    const provider = `p-${known(mark.provider)}`;
    if (mark.kind === 'answer') drawing.append(svg('circle', { class: `dot ${provider}`, cx: x(mark.at), cy: 28, r: 5 }, svg('title', {}, sentence(mark))));
    else if (mark.kind === 'hand_over') drawing.append(svg('rect', { class: `bar-mark ${provider}`, x: x(mark.at) - 1, y: 34, width: 2, height: 8 }, svg('title', {}, sentence(mark))));
    else drawing.append(svg('path', { class: 'bad-mark', d: `M${x(mark.at) - 5} 8h10l-5 10z` }, svg('title', {}, sentence(mark))));
  }
  drawing.append(svg('text', { x: 8, y: 54 }, clock(session.created_at)), svg('text', { x: width - 8, y: 54, 'text-anchor': 'end' }, clock(session.last_active_at)));
  return drawing;
}

export function sentence({ kind, provider, detail, tokens }) {
  if (kind === 'answer') return `${provider} answered${detail === 'partial' ? ', stopped early' : ''}${tokens ? `, ${tokens} tokens` : ''}`;
  if (kind === 'hand_over') return `Context for ${provider}: ${detail}, ${tokens} tokens`;
  if (kind === 'fallback') return `${provider} left: ${detail}`;
  return `Failed: ${detail}`;
}

/** Each message a column, each provider a row: a dot where it went, a ring where it was withheld. */
export function ledgerPicture(ledger, providers) {
  const turns = ledger.turns.slice(-120);
  const step = 18;
  const left = 70;
  const width = Math.max(320, left + turns.length * step + 10);
  const rows = new Map(providers.map((name, row) => [name, 26 + row * 24]));
  const height = 30 + providers.length * 24;
  const column = new Map(turns.map(({ index }, at) => [index, left + at * step + step / 2]));
  const locked = turns.filter(turn => turn.locality === 'local_only').length;
  const drawing = svg('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `${turns.length} messages, ${locked} of them locked to this machine` });
  for (const { index, locality } of turns) {
    if (locality === 'local_only') drawing.append(svg('rect', { class: 'private-band', x: column.get(index) - step / 2, y: 12, width: step, height: height - 14 }));
    if (index % 5 === 0) drawing.append(svg('text', { x: column.get(index), y: 8, 'text-anchor': 'middle' }, String(index)));
  }
  for (const [name, y] of rows) drawing.append(svg('line', { class: 'lane-line', x1: left, x2: width, y1: y, y2: y }), svg('text', { x: 0, y: y + 3 }, name));
  const withheld = new Set();
  for (const { index, sent_to } of turns) {
    for (const sent of sent_to) {
      if (!rows.has(sent.provider)) continue;
      drawing.append(svg('circle', { class: `dot p-${known(sent.provider)}`, cx: column.get(index), cy: rows.get(sent.provider), r: 5 }, svg('title', {}, `Message ${index} went to ${sent.provider}`)));
      for (const kept of sent.withheld) withheld.add(`${kept} ${sent.provider}`);
    }
  }
  for (const key of withheld) {
    const [index, provider] = key.split(' ');
    if (column.has(Number(index))) drawing.append(svg('circle', { class: 'withheld-mark', cx: column.get(Number(index)), cy: rows.get(provider), r: 5 }, svg('title', {}, `Message ${index} was withheld from ${provider}`)));
  }
  return el('div', { class: 'scroll-x', tabindex: 0, role: 'group', 'aria-label': 'Privacy ledger' }, drawing);
}
