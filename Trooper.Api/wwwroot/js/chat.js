// The chat page: what the reader does goes to the server, what the server tells goes to the page.

import * as api from './api.js';
import { Conversation, newSession } from './chat-state.js';
import { WritingElement, pendingElement, sessionElement, turnElement, waitingElement } from './chat-render.js';
import { ago, byId, el, lockIcon } from './dom.js';
import { explain, failureElement, noCloud } from './failures.js';
import { sessionFacts, sitrepElements } from './sitrep.js';
import { follow } from './stream.js';
import { showWelcome } from './welcome.js';

const emptySitrep = {
  intent: '', stage: 'unknown', confidence: 0, constraints: [], decisions: [], active_entities: [], open_loops: [], recent_actions: [], resolved_loops: [], completed_steps: [],
};

let setup = await api.setup();
const chat = new Conversation('ollama');
const turns = byId('turns');
const scroller = byId('scroller');
const message = byId('message');
let writing = null;
let searches = 0;
let sticks = true;
let seen = { scrollTop: 0, scrollHeight: 0 };

// Opening a session

async function open(session) {
  chat.session = session;
  await reload();
  return new Promise(resolve => {
    follow(() => api.streamOf(session, !chat.exists), { turn: onTurn, writing: onWriting, status: onStatus, fallback: onFallback }, {
      // What happened between the first look and the connection is in neither.
      joined: async () => { await reload(); resolve(); },
      staysHidden: () => chat.stopper !== null || chat.isWaiting || chat.writing,
    });
  });
}

async function reload() {
  const page = await api.transcript(chat.session);
  if (page) {
    chat.take(page);
    showTurns();
    showStatus();
    showLeftOver();
  } else if (!chat.stopper) {
    showWelcome(setup, recheck);
  }
}

// A question that was left without an answer, by this page's past or by another one.
function showLeftOver() {
  if (!chat.stopper && chat.last?.role === 'user' && chat.status.error && !chat.status.in_flight) showFailure(chat.status.error, chat.wish);
}

// What the session's stream tells

function onTurn(turn) {
  const isNew = chat.upsert(turn);
  if (turn.role === 'assistant') {
    writing?.element.remove();
    writing = null;
    byId('failure').replaceChildren();
    if (isNew) announce(`${turn.provider ?? 'The assistant'} has answered.`);
  }
  const element = turnElement(turn, chat);
  const old = turns.querySelector(`:scope > [data-index="${turn.index}"]`);
  if (old) old.replaceWith(element);
  else turns.append(element);
  byId('welcome').hidden = true;
  for (const index of chat.trim(sticks)) turns.querySelector(`:scope > [data-index="${index}"]`)?.remove();
  showEnd();
}

function onWriting(update) {
  if (!writing || chat.writing !== update.turn) {
    writing?.element.remove();
    writing = new WritingElement();
    chat.writing = update.turn;
    showEnd();
  }
  writing.take(update);
}

function onStatus(status) {
  chat.status = status;
  showStatus();
  showEnd();
  if (chat.isOutOfStep && !chat.stopper) reload();
  else showLeftOver();
}

function onFallback({ from, to, trigger }) {
  announce(to ? `${from} did not answer (${trigger}). Going on with ${to}.` : `${from} did not answer (${trigger}).`);
  turns.querySelector(':scope > .waiting .dots')?.replaceChildren(to ? `${from} left (${trigger}); ${to} is thinking` : `${from} left (${trigger})`);
}

// What the reader does

/** @param again the message that is only asked once more: it is there, and stays. */
async function send(text, { wish = chat.wish, after, again = null } = {}) {
  if (chat.stopper || text.trim() === '') return;
  const stopper = chat.stopper = new AbortController();
  byId('failure').replaceChildren();
  byId('welcome').hidden = true;
  if (!chat.session) {
    const session = newSession();
    history.pushState({ route: chat.route }, '', `/chat/${session}`);
    await open(session);
  }
  if (after !== undefined) for (const index of chat.branchAfter(again?.index ?? after)) turns.querySelector(`:scope > [data-index="${index}"]`)?.remove();
  chat.pending = chat.last?.role === 'user' && chat.last.text === text ? null : text;
  showEnd();
  toEnd();
  const outcome = await api.say({ session: chat.session, text, wish, after, signal: stopper.signal });
  chat.stopper = null;
  chat.writing = null;
  if (outcome.stopped) announce('Stopped.');
  if (outcome.error) {
    setup = await api.setup().catch(() => setup) ?? setup;
    showFailure(outcome.error, wish);
  }
  if (chat.isOutOfStep) await reload();
  showEnd();
  showSessions();
}

function submit() {
  const text = message.value.trim();
  if (text === '' || chat.stopper) return;
  const edited = chat.edited;
  message.value = '';
  grow();
  stopEditing();
  if (edited) branch(edited, text, chat.wish);
  else send(text);
}

// Goes on from before a message, which may be one of the earlier page.
async function branch(turn, text, wish, again = null) {
  if (chat.before(turn) === null) await earlier();
  send(text, { wish, after: chat.before(turn) ?? -1, again });
}

const turnActions = {
  edit(turn) {
    chat.edited = turn;
    setLock(turn.locality === 'local_only');
    message.value = turn.text;
    byId('editing').hidden = false;
    grow();
    message.focus();
  },
  retry(answer) {
    const question = chat.questionOf(answer);
    if (question) branch(question, question.text, question.locality === 'local_only' ? 'private' : answer.provider === chat.local ? 'local' : 'cloud', question);
  },
  escalate(answer) {
    if (setup.clouds.length === 0) {
      showNotice(noCloud());
      return;
    }
    setRoute('cloud');
    const question = chat.questionOf(answer);
    if (question) send(question.text, { wish: 'cloud' });
  },
  back() {
    setRoute('local');
    message.focus();
  },
};

function stopEditing() {
  chat.edited = null;
  byId('editing').hidden = true;
}

function setRoute(route) {
  chat.route = route;
  history.replaceState({ ...history.state, route }, '');
  showRoute();
  announce(route === 'cloud' ? 'Escalated: the cloud answers from here on.' : 'Back to local: the local model answers from here on, and knows what was said.');
}

function setLock(locked) {
  chat.locked = locked;
  const button = byId('lock');
  button.setAttribute('aria-pressed', String(locked));
  button.replaceChildren(lockIcon(locked), locked ? 'Locked' : 'Lock');
  byId('composer').classList.toggle('locked', locked);
  showRoute();
}

async function earlier() {
  const first = turns.firstElementChild;
  const was = first?.getBoundingClientRect().top ?? 0;
  chat.takeEarlier(await api.transcript(chat.session, chat.turns[0].index));
  showTurns();
  const same = turns.querySelector(`:scope > [data-index="${first?.dataset.index}"]`);
  if (same) scroller.scrollTop += same.getBoundingClientRect().top - was;
}

// What the page shows

function showTurns() {
  const elements = chat.turns.map(turn => turns.querySelector(`:scope > [data-index="${turn.index}"]`) ?? turnElement(turn, chat));
  turns.replaceChildren(...elements);
  byId('earlier').hidden = !chat.more;
  byId('welcome').hidden = chat.turns.length > 0;
  showEnd();
}

// Behind the turns: what was just said, a mark of the route that was chosen, the answer that is awaited or being written.
function showEnd() {
  for (const element of turns.querySelectorAll(':scope > .pending, :scope > .waiting, :scope > .divider-item')) element.remove();
  if (chat.pending) turns.append(pendingElement(chat.pending, chat.locked));
  if (writing) turns.append(writing.element);
  else if (chat.isWaiting) turns.append(waitingElement(chat.wish === 'cloud' ? setup.clouds[0] : setup.local_model));
  else if (chat.route === 'local' && chat.last?.role === 'assistant' && chat.last.provider && chat.last.provider !== chat.local) turns.append(routeMark());
  byId('stop').hidden = !chat.stopper;
  byId('send').hidden = Boolean(chat.stopper);
  byId('earlier').hidden = !chat.more;
}

function routeMark() {
  const text = `The next message is answered by ${setup.local_model}, which is told what ${chat.last.provider} said.`;
  return el('li', { class: 'divider-item' }, el('p', { class: 'divider' }, el('strong', {}, '↩ Local from here'), el('span', {}, text)));
}

function showStatus() {
  const { sitrep = emptySitrep, session = null } = chat.status ?? {};
  byId('sitrep').replaceChildren(...sitrepElements(sitrep, sessionFacts(session, chat.escalations)),
    ...(chat.exists ? [el('a', { class: 'more', href: `/dashboard/${encodeURIComponent(chat.session)}` }, 'All about this session')] : []));
  const name = sitrep.intent || (chat.exists ? 'Untitled' : 'New chat');
  document.title = `${name} · Trooper`;
  byId('intent').textContent = name;
}

function showRoute() {
  const text = chat.locked ? `${setup.local_model}, locked to this machine` : chat.route === 'cloud' ? `Cloud · ${setup.clouds[0] ?? 'none'}` : `Local · ${setup.local_model}`;
  byId('route').textContent = text;
  byId('route').className = `route ${chat.wish}`;
  byId('back').hidden = chat.route !== 'cloud';
  showEnd();
}

function showFailure(error, wish) {
  const steps = [{ label: 'Retry', act: () => retryLast(wish) }];
  if (wish === 'local' && setup.clouds.length > 0) steps.push({ label: '↑ Escalate', quiet: true, act: () => { setRoute('cloud'); retryLast('cloud'); } });
  byId('failure').replaceChildren(failureElement(explain(error, setup, wish), steps));
  showEnd();
  toEnd();
}

function showNotice(notice) {
  byId('failure').replaceChildren(failureElement(notice, [{ label: 'Understood', act: () => { byId('failure').replaceChildren(); message.focus(); } }]));
  toEnd();
}

function retryLast(wish) {
  const question = chat.turns.findLast(turn => turn.role === 'user');
  const text = chat.pending ?? question?.text;
  if (text) send(text, { wish: question?.locality === 'local_only' ? 'private' : wish });
}

async function showSessions() {
  const mine = ++searches;
  const { sessions } = await api.sessions(byId('search').value.trim());
  if (mine !== searches) return; // a later search has gone out
  const focused = document.activeElement.closest('#session-list a')?.href;
  byId('session-list').replaceChildren(...sessions.map(session => sessionElement(session, chat.session, ago)));
  if (focused) [...byId('session-list').querySelectorAll('a')].find(link => link.href === focused)?.focus();
  byId('no-sessions').hidden = sessions.length > 0;
  byId('no-sessions').textContent = byId('search').value ? 'No session is found.' : 'No session yet. Your first message begins one.';
}

async function recheck() {
  setup = await api.setup();
  showWelcome(setup, recheck);
  showRoute();
}

// Who reads the end stays there, whatever grows; who has scrolled up stays where they are.
function toEnd() {
  sticks = true;
  scroller.scrollTop = scroller.scrollHeight;
}

const announce = text => { byId('said-aloud').textContent = text; };

function grow() {
  message.style.height = 'auto';
  message.style.height = `${Math.min(message.scrollHeight, 220)}px`;
}

function drawer(button, panel) {
  byId(button).addEventListener('click', () => {
    const isOpen = byId(panel).classList.toggle('open');
    byId(button).setAttribute('aria-expanded', String(isOpen));
    if (isOpen) byId(panel).focus();
  });
}

function closeDrawers() {
  for (const [button, panel] of [['show-sessions', 'sessions'], ['show-sitrep', 'sitrep']]) {
    if (!byId(panel).classList.contains('open')) continue;
    byId(panel).classList.remove('open');
    byId(button).setAttribute('aria-expanded', 'false');
    byId(button).focus();
  }
}

// What belongs together

byId('composer').addEventListener('submit', event => { event.preventDefault(); submit(); });
message.addEventListener('input', grow);
message.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
turns.addEventListener('click', event => {
  const action = event.target.closest('[data-action]')?.dataset.action;
  const turn = chat.find(Number(event.target.closest('[data-index]')?.dataset.index));
  if (action && turn) turnActions[action](turn);
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    closeDrawers();
    if (chat.edited) { stopEditing(); message.value = ''; } else chat.stopper?.abort();
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
    event.preventDefault();
    byId('sessions').classList.add('open');
    byId('search').focus();
  }
});
scroller.addEventListener('scroll', () => {
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  const isAtEnd = scrollHeight - scrollTop - clientHeight < 80;
  // Not every scroll is the reader's: what comes in a burst may be ahead of the page, and what is forgotten moves the rest up.
  if (isAtEnd) sticks = true;
  else if (scrollTop < seen.scrollTop && scrollHeight >= seen.scrollHeight) sticks = false;
  seen = { scrollTop, scrollHeight };
  byId('latest').hidden = sticks;
}, { passive: true });
new ResizeObserver(() => { if (sticks) toEnd(); }).observe(turns);
byId('latest').addEventListener('click', toEnd);
byId('earlier').addEventListener('click', earlier);
byId('stop').addEventListener('click', () => chat.stopper?.abort());
byId('lock').addEventListener('click', () => setLock(!chat.locked));
byId('back').addEventListener('click', () => turnActions.back());
byId('cancel-edit').addEventListener('click', () => { stopEditing(); message.value = ''; grow(); });
let searching = 0;
byId('search').addEventListener('input', () => { clearTimeout(searching); searching = setTimeout(showSessions, 150); });
globalThis.addEventListener('popstate', () => location.reload());
drawer('show-sessions', 'sessions');
drawer('show-sitrep', 'sitrep');

chat.route = history.state?.route === 'cloud' && setup.clouds.length > 0 ? 'cloud' : 'local';
const asked = decodeURIComponent(location.pathname.split('/')[2] ?? '');
showStatus();
setLock(false);
showSessions();
if (asked) open(asked);
else showWelcome(setup, recheck);
message.focus();
document.body.dataset.ready = 'true';
