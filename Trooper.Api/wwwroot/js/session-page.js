// One session on the dashboard: everything that is known of it, live.

import * as api from './api.js';
import { badge, known, turnElement } from './chat-render.js';
import { byId, clock, copyButton, count, el, plural } from './dom.js';
import { ledgerPicture, sentence, timeLine } from './session-charts.js';
import { list, sessionFacts, stageName } from './sitrep.js';
import { follow } from './stream.js';

const mostTurns = 200;

export async function showSession(board, id, connection) {
  const setup = await api.setup();
  const view = { local: 'ollama', user: 'User' };
  const parts = { head: el('div', { class: 'session-head' }), facts: panel('At a glance'), sitrep: panel('SITREP'), time: panel('Time line', 'wide'), ledger: panel('What went where', 'wide'), children: panel('Sub-agents', 'wide') };
  const turns = el('ol', { class: 'turns transcript', tabindex: 0, 'aria-label': 'Transcript' });
  const earlier = el('button', { class: 'quiet earlier', hidden: true }, 'Show earlier turns');
  board.replaceChildren(parts.head,
    el('div', { class: 'session-grid' }, parts.facts, parts.sitrep, parts.time, parts.ledger, parts.children, el('section', { class: 'panel wide' }, el('h2', {}, 'Transcript'), earlier, turns)));

  const append = turn => {
    const element = turnElement(turn, view);
    element.querySelector('.actions')?.remove();
    if (turn.role === 'assistant') element.classList.add(`p-${known(turn.provider)}`);
    const old = turns.querySelector(`:scope > [data-index="${turn.index}"]`);
    return old ? old.replaceWith(element) : element;
  };

  function showStatus({ sitrep, session }, story, escalations) {
    const minutes = (Date.parse(session.last_active_at) - Date.parse(session.created_at)) / 60_000;
    parts.head.replaceChildren(
      el('h1', {}, sitrep.intent || 'Untitled'),
      el('span', { class: `stage stage-${sitrep.stage}` }, stageName(sitrep.stage)),
      session.provider ? badge(session.provider, view.local) : '',
      el('a', { href: `/chat/${encodeURIComponent(id)}`, class: 'button' }, 'Open in chat'),
      el('button', { class: 'quiet', onclick: () => showHandOver(id) }, 'Recovery hand-over'));
    document.title = `${sitrep.intent || 'Untitled'} · Trooper`;
    const compression = story.tokens_before > 0 ? `${Math.max(0, Math.round((1 - story.tokens_after / story.tokens_before) * 100))} %` : '–';
    fill(parts.facts, el('dl', { class: 'facts' }, ...[
      ['Session', id],
      ...(session.parent ? [['Works for', session.parent]] : []),
      ...sessionFacts(session, escalations),
      ['Compression', compression],
      ['Confidence', `${Math.round(sitrep.confidence * 100)} %`],
      ['Duration', minutes < 1 ? 'under a minute' : minutes < 90 ? plural(Math.round(minutes), 'minute') : plural(Math.round(minutes / 60), 'hour')],
    ].flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])));
    const lists = [list('Open loops', sitrep.open_loops, 'open'), list('Resolved loops', sitrep.resolved_loops, 'resolved'), list('Completed steps', sitrep.completed_steps, 'resolved'),
      list('Entities', sitrep.active_entities), list('Decisions', sitrep.decisions)].filter(section => section);
    fill(parts.sitrep, ...(lists.length > 0 ? lists : [el('p', { class: 'hint' }, 'Nothing was read from it yet.')]));
  }

  function showStory(story, ledger) {
    const notable = story.marks.filter(mark => mark.kind !== 'answer').slice(-60).reverse();
    fill(parts.time, timeLine(story, Math.max(280, parts.time.clientWidth - 34)), el('ul', { class: 'events plain-list', tabindex: 0, 'aria-label': 'Fallbacks, hand-overs and failures' },
      ...notable.map(mark => el('li', {}, el('time', { datetime: mark.at }, clock(mark.at)), el('span', {}, sentence(mark))))));
    const providers = [setup.clouds, 'ollama', ledger.turns.flatMap(turn => turn.sent_to.map(sent => sent.provider))].flat();
    fill(parts.ledger, el('p', { class: 'hint' }, 'Each column is a message. A dot: it went there. A ring: it was withheld. Green bands never leave this machine.'), ledgerPicture(ledger, [...new Set(providers)]));
    parts.children.hidden = story.children.length === 0;
    fill(parts.children, el('ul', { class: 'marks plain-list' }, ...story.children.map(child => el('li', {},
      el('a', { href: `/dashboard/${encodeURIComponent(child.session_id)}` }, child.intent || 'Untitled'), ` · ${stageName(child.stage)} · ${plural(child.turns, 'turn')} · ${count(child.open_loops)} open`))));
  }

  async function refresh() {
    const [page, story, ledger] = await Promise.all([api.transcript(id), api.story(id), api.ledger(id)]);
    if (!page || !story || !ledger) {
      board.replaceChildren(el('h1', {}, 'No such session'), el('p', {}, `There is no session “${id}”. It may have been deleted. `, el('a', { href: '/dashboard' }, 'Back to the wall')));
      return;
    }
    const known = new Set(page.turns.map(turn => String(turn.index)));
    if (turns.childElementCount === 0) turns.append(...page.turns.map(append));
    else {
      for (const turn of page.turns) if (!turns.querySelector(`:scope > [data-index="${turn.index}"]`)) turns.append(append(turn));
      const first = page.turns[0]?.index ?? 0;
      for (const element of [...turns.children]) if (Number(element.dataset.index) >= first && !known.has(element.dataset.index)) element.remove();
    }
    while (turns.childElementCount > mostTurns) turns.firstElementChild.remove();
    earlier.hidden = !page.more && turns.childElementCount < mostTurns;
    showStatus(page.status, story, page.escalations);
    showStory(story, ledger);
  }

  earlier.addEventListener('click', async () => {
    const page = await api.transcript(id, turns.firstElementChild?.dataset.index);
    turns.prepend(...page.turns.map(append));
    earlier.hidden = !page.more;
  });

  // Many things may happen at once; the page is made anew when they have, and the less often the more there is to read.
  let due = 0;
  let took = 0;
  const soon = () => {
    due ||= setTimeout(async () => {
      const began = performance.now();
      await refresh();
      took = performance.now() - began;
      due = 0;
    }, Math.max(300, 4 * took));
  };
  await refresh();
  follow(() => api.streamOf(id, false), { turn: soon, fallback: soon, context: soon, status: soon }, { joined: () => { connection(true); soon(); }, lost: () => connection(false) });
}

const panel = (title, kind = '') => el('section', { class: `panel ${kind}` }, el('h2', {}, title), el('div', {}));
const fill = (section, ...content) => section.lastElementChild.replaceChildren(...content);

async function showHandOver(id) {
  byId('hand-over-text').textContent = await api.handOver(id);
  byId('hand-over-copy').replaceWith(Object.assign(copyButton(() => byId('hand-over-text').textContent), { id: 'hand-over-copy' }));
  byId('hand-over').showModal();
}
