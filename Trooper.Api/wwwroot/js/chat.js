// The chat page: what the reader does goes to the server, what the server tells goes to the page.

import * as api from './api.js';
import { ChatActions } from './chat-actions.js';
import { Conversation } from './chat-state.js';
import { ChatView } from './chat-view.js';
import { byId } from './dom.js';
import { closeDrawers, openSessions, setUpDrawers } from './drawers.js';
import { sessionList } from './session-list.js';
import { showSignedIn } from './signed-in.js';
import { follow } from './stream.js';

const chat = new Conversation(await api.setup());
const view = new ChatView(chat);
const showSessions = sessionList(() => chat.session);
const actions = new ChatActions(chat, view, { open, reload, changed: showSessions });
const message = byId('message');
showSignedIn();

async function open(session) {
  chat.session = session;
  await reload();
  view.toEnd();
  return new Promise(resolve => {
    follow(() => api.streamOf(session, !chat.exists), { turn: onTurn, writing: update => view.showWriting(update), status: onStatus, fallback: fallback => view.showFallback(fallback) }, {
      // What happened between the first look and the connection is in neither.
      joined: async () => { await reload(); resolve(); },
      staysHidden: () => chat.isBusy,
    });
  });
}

async function reload() {
  let page;
  let told;
  do { // what was told while it was on its way would be lost
    told = chat.told;
    page = await api.transcript(chat.session);
  } while (chat.told !== told);
  if (page) {
    chat.take(page);
    view.showTurns();
    view.showStatus();
    showLeftOver();
  } else if (!chat.stopper) {
    view.showWelcome(recheck);
  }
}

function onTurn(turn) {
  const isNew = chat.upsert(turn);
  if (turn.role === 'assistant') {
    view.clearFailure();
    if (isNew) view.announce(`${turn.provider ?? 'The assistant'} has answered.`);
  }
  view.showTurn(turn);
}

function onStatus(status) {
  chat.status = status;
  view.showStatus();
  view.showEnd();
  if (chat.isOutOfStep && !chat.stopper) reload();
  else showLeftOver();
}

// A question that was left without an answer, by this page's past or by another one.
function showLeftOver() {
  if (!chat.stopper && chat.last?.role === 'user' && chat.status.error && !chat.status.in_flight) actions.fail(chat.status.error, chat.wish);
}

async function recheck() {
  chat.setup = await api.setup();
  view.showWelcome(recheck);
  view.showRoute();
}

function grow() {
  message.style.height = 'auto';
  message.style.height = `${Math.min(message.scrollHeight, 220)}px`;
}

byId('composer').addEventListener('submit', event => { event.preventDefault(); actions.submit(); });
message.addEventListener('input', grow);
message.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  actions.submit();
});
byId('turns').addEventListener('click', event => {
  const action = event.target.closest('[data-action]')?.dataset.action;
  const turn = chat.find(Number(event.target.closest('[data-index]')?.dataset.index));
  if (['edit', 'retry', 'escalate', 'back'].includes(action) && turn) actions[action](turn);
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    closeDrawers();
    if (chat.edited) actions.stopEditing();
    else chat.stopper?.abort();
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
    event.preventDefault();
    openSessions();
  }
});
byId('earlier').addEventListener('click', () => actions.earlier());
byId('stop').addEventListener('click', () => chat.stopper?.abort());
byId('lock').addEventListener('click', () => actions.setLock(!chat.locked));
byId('back').addEventListener('click', () => actions.back());
byId('cancel-edit').addEventListener('click', () => actions.stopEditing());
globalThis.addEventListener('popstate', () => location.reload());
setUpDrawers();

chat.route = history.state?.route === 'cloud' && chat.setup.clouds.length > 0 ? 'cloud' : 'local';
view.showStatus();
view.showRoute();
const asked = decodeURIComponent(location.pathname.split('/')[2] ?? '');
if (asked) open(asked);
else view.showWelcome(recheck);
showSessions();
message.focus();
document.body.dataset.ready = 'true';
