// The dashboard's wall: providers, charts, and every live session in the lane of what it is doing.

import { wallStream } from './api.js';
import { charts } from './charts.js';
import { known } from './chat-render.js';
import { ago, byId, count, el, plural } from './dom.js';
import { stageName } from './sitrep.js';
import { follow } from './stream.js';
import { usagePanel } from './usage-panel.js';
import { WallState, moodOf, moods } from './wall-state.js';

const titles = { working: 'Working', waiting: 'Waiting', stuck: 'Stuck', done: 'Done' };
const nothing = { working: 'Nobody is working now.', waiting: 'Nobody waits.', stuck: 'Nobody is stuck.', done: 'Nothing is done yet.' };

export function showWall(board, connection) {
  const state = new WallState();
  const cards = new Map();
  const providers = el('div', { class: 'row' });
  const drawings = el('div', { class: 'row charts' });
  const used = usagePanel();
  const lanes = Object.fromEntries(moods.map(mood => [mood, lane(mood)]));
  board.replaceChildren(
    el('h1', { class: 'unseen' }, 'Dashboard'),
    el('section', { 'aria-label': 'Providers' }, providers),
    el('section', { 'aria-label': 'The last hour' }, drawings),
    el('section', { class: 'wall', 'aria-label': 'Sessions' }, ...Object.values(lanes).map(({ element }) => element)),
    used.element);
  drawings.append(...charts(state.minutes));

  const showProviders = () => providers.replaceChildren(...state.providers.map(provider => providerPanel(provider, state.requestsOf(provider.name))));

  const cardOf = id => cards.get(id) ?? cards.set(id, newCard(id)).get(id);

  function place(id) {
    const session = state.sessions.get(id);
    if (!session) {
      cards.get(id)?.element.remove();
      cards.delete(id);
      return;
    }
    const card = cardOf(id);
    const mood = moodOf(session);
    const parent = state.parentOf(session);
    card.show(session, mood);
    const above = parent && cardOf(parent).children;
    const home = above && !card.element.contains(above) ? above : lanes[mood].list; // sessions may name each other as parents
    if (card.element.parentElement === home) return;
    const focused = card.element.contains(document.activeElement) ? document.activeElement : null;
    home.prepend(card.element);
    focused?.focus();
  }

  function settle() {
    for (const mood of moods) {
      const number = lanes[mood].list.childElementCount;
      lanes[mood].count.textContent = String(number);
      lanes[mood].empty.hidden = number > 0;
    }
  }

  // The oldest first, so that the latest is on top.
  function showSessions(touched) {
    for (const id of [...touched].sort((a, b) => at(a) - at(b))) place(id);
    settle();
  }
  const at = id => Date.parse(state.sessions.get(id)?.last_active_at ?? 0);

  const close = follow(() => wallStream, {
    sessions: change => showSessions(state.takeSessions(change)),
    providers: change => { state.providers = change.providers; showProviders(); },
    minutes: change => { state.takeMinutes(change); drawings.replaceChildren(...charts(state.minutes)); showProviders(); used.stir(); },
  }, { joined: () => connection(true), lost: () => connection(false) });

  // Time passes: who worked may wait now, and what happened is longer ago.
  const timer = setInterval(() => {
    if (document.hidden) return;
    showSessions(state.sessions.keys());
    drawings.replaceChildren(...charts(state.minutes));
    showProviders();
  }, 15_000);
  return () => { close(); clearInterval(timer); };
}

function lane(mood) {
  const number = el('span', {}, '0');
  const list = el('ul', { class: 'plain-list' });
  const empty = el('p', { class: 'empty' }, nothing[mood]);
  return { list, empty, count: number, element: el('section', { class: 'lane', 'aria-label': titles[mood] }, el('h2', {}, titles[mood], number), empty, list) };
}

function newCard(id) {
  const name = el('span', { class: 'name' });
  const meta = el('span', { class: 'meta' });
  const children = el('ul', { class: 'plain-list' });
  const element = el('li', { class: 'card', 'data-session': id }, el('a', { href: `/dashboard/${encodeURIComponent(id)}` }, name, meta), children);
  return {
    element,
    children,
    show(now, mood) {
      element.className = `card ${mood}`;
      name.textContent = now.intent || 'Untitled';
      meta.replaceChildren(
        el('span', {}, stageName(now.stage)),
        now.provider ? el('span', {}, now.provider) : '',
        el('span', {}, plural(now.turns, 'turn')),
        now.open_loops > 0 ? el('span', { class: 'loops' }, plural(now.open_loops, 'open loop')) : '',
        now.fallbacks > 0 ? el('span', {}, plural(now.fallbacks, 'fallback')) : '',
        now.tokens_saved > 0 ? el('span', {}, `${count(now.tokens_saved)} saved`) : '',
        el('span', {}, ago(now.last_active_at)));
    },
  };
}

const breakers = { closed: 'Healthy', open: 'Left alone', half_open: 'On trial' };

function providerPanel(provider, requests) {
  const again = provider.retry_at && Date.parse(provider.retry_at) > Date.now() ? new Date(provider.retry_at).toLocaleTimeString() : null;
  return el('section', { class: `panel provider p-${known(provider.name)}` },
    el('h3', {}, el('span', { class: `badge p-${known(provider.name)}` }, provider.name), el('span', { class: `breaker ${provider.breaker}` }, breakers[provider.breaker])),
    el('p', { class: 'hint' }, provider.model),
    el('dl', { class: 'facts' },
      el('dt', {}, 'First word after'), el('dd', {}, provider.latency_ms === null ? '–' : `${Math.round(provider.latency_ms)} ms`),
      el('dt', {}, 'Requests, 3 h'), el('dd', {}, count(requests)),
      el('dt', {}, 'Failures in a row'), el('dd', {}, count(provider.failures)),
      ...(again ? [el('dt', {}, 'Tried again at'), el('dd', {}, again)] : [])),
    provider.last_error && provider.breaker !== 'closed' ? el('p', { class: 'error' }, provider.last_error) : null);
}

export const connectionMark = isJoined => {
  const mark = byId('connection');
  mark.className = `connection ${isJoined ? '' : 'lost'}`;
  mark.textContent = isJoined ? 'Live' : 'Connection lost, trying again';
};
