// A conversation as elements. Text is set as text; the server's markup goes through dom.js.

import { clock, copyButton, count, el, lockIcon, markup, plural } from './dom.js';

export function turnElement(turn, view) {
  const item = el('li', { class: classOf(turn, view), 'data-index': turn.index });
  if (turn.carried) item.append(divider(turn.carried, view.local));
  item.append(heading(turn, view), saidBlock(turn), actions(turn, view));
  return item;
}

function classOf(turn, view) {
  const kind = turn.role === 'assistant' ? (turn.provider === view.local ? 'from-local' : 'from-cloud') : '';
  return `turn ${turn.role} ${kind} ${turn.locality === 'local_only' ? 'locked' : ''}`.trim();
}

export function divider(carried, local) {
  const title = carried.to === local ? `↩ Back to local (${carried.to})`
    : carried.from === local ? `↑ Escalated to ${carried.to}` : `→ Handed over from ${carried.from} to ${carried.to}`;
  return el('p', { class: 'divider' }, el('strong', {}, title), el('span', {}, details(carried)));
}

// The question itself is in the context, too, and was not carried over.
function details({ turns, folded, withheld, tokens }) {
  if (turns == null) return 'with the history that the client sent';
  const before = Math.max(0, turns + folded - 1);
  const parts = [`${plural(before, 'turn')} carried over`, plural(tokens, 'token')];
  if (folded > 0) parts.push(`${count(folded)} of them folded into the SITREP`);
  parts.push(withheld > 0 ? `${count(withheld)} withheld, kept local` : 'nothing withheld');
  return parts.join(' · ');
}

export function badge(provider, local) {
  return el('span', { class: `badge p-${known(provider)}` }, provider === local ? `${provider} · local` : provider);
}

export const known = provider => ['ollama', 'claude', 'gemini', 'openai'].includes(provider) ? provider : 'other';

const lockMark = () => el('span', { class: 'lock-mark', title: 'Never sent to a cloud' }, lockIcon(), 'stays on this machine');

const speakers = { tool: 'Tool', system: 'Instruction', assistant: 'Assistant' };

function heading(turn, { local, user = 'You' }) {
  const who = turn.role === 'assistant' && turn.provider ? badge(turn.provider, local) : el('span', { class: 'who' }, turn.role === 'user' ? user : speakers[turn.role] ?? turn.role);
  return el('header', {},
    who,
    turn.role === 'assistant' && turn.model ? el('span', { class: 'model' }, turn.model) : null,
    turn.locality === 'local_only' ? lockMark() : null,
    turn.partial ? el('span', { class: 'partial-mark' }, 'stopped early') : null,
    el('time', { datetime: turn.at }, clock(turn.at)));
}

function saidBlock(turn) {
  const said = el('div', { class: 'said', dir: 'auto' });
  said.append(markup(turn.html));
  addCopyButtons(said);
  return said;
}

export function addCopyButtons(element) {
  for (const figure of element.querySelectorAll('figure.code:not(.has-copy)')) {
    figure.classList.add('has-copy');
    figure.querySelector('figcaption').append(copyButton(() => figure.querySelector('code').textContent, 'Copy code'));
  }
}

function actions(turn, view) {
  if (turn.role !== 'user' && turn.role !== 'assistant') return '';
  const bar = el('footer', { class: 'actions' }, copyButton(() => turn.text));
  const add = (action, label, title) => bar.append(el('button', { type: 'button', class: 'quiet', 'data-action': action, title }, label));
  if (turn.role === 'user') {
    add('edit', 'Edit', 'Change this message, and go on from here');
    return bar;
  }
  add('retry', 'Retry', 'Ask for another answer');
  if (turn.provider !== view.local) add('back', '↩ Back to local', 'The local model goes on, and knows what was said');
  else if (view.questionOf?.(turn)?.locality === 'local_only') bar.append(el('span', { class: 'hint' }, 'Locked: it can’t be escalated'));
  else add('escalate', '↑ Escalate', 'Ask a cloud model, which is told the conversation');
  return bar;
}

export function pendingElement(text, locked) {
  return el('li', { class: `turn user pending ${locked ? 'locked' : ''}` },
    el('header', {}, el('span', { class: 'who' }, 'You'), locked ? lockMark() : null),
    el('div', { class: 'said', dir: 'auto' }, el('p', { class: 'typed' }, text)));
}

export function waitingElement(who) {
  return el('li', { class: 'turn assistant waiting' }, el('p', { class: 'dots' }, `${who} is thinking`));
}

/** An answer as it grows: finished blocks stay as they are, the open one is replaced. */
export class WritingElement {
  constructor() {
    this.finished = el('div', { class: 'finished' });
    this.open = el('div', { class: 'open' });
    this.count = 0;
    this.element = el('li', { class: 'turn assistant writing', 'aria-busy': 'true' }, el('div', { class: 'said', dir: 'auto' }, this.finished, this.open));
  }

  take({ from, finished, open }) {
    if (from < this.count) this.#clear(); // told anew, after a lost connection
    if (from === this.count && finished.length > 0) {
      this.finished.append(markup(finished.join('')));
      addCopyButtons(this.finished);
      this.count += finished.length;
    }
    this.open.replaceChildren(markup(open));
  }

  #clear() {
    this.finished.replaceChildren();
    this.count = 0;
  }
}

export function sessionElement(session, current, ago) {
  const name = session.intent || 'Untitled';
  return el('li', {}, el('a', { href: `/chat/${encodeURIComponent(session.session_id)}`, 'aria-current': session.session_id === current ? 'page' : null, title: session.session_id },
    el('span', { class: 'name' }, name),
    el('span', { class: 'meta' }, `${ago(session.last_active_at)} · ${plural(session.turns, 'turn')}${session.provider ? ` · ${session.provider}` : ''}`)));
}
