// The list of sessions beside the conversation, and the search in it.

import * as api from './api.js';
import { sessionElement } from './chat-render.js';
import { ago, byId } from './dom.js';

let searches = 0;
let typing = 0;

/** @param current the session that is open, as far as one is */
export function sessionList(current) {
  byId('search').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => showSessions(current()), 150);
  });
  return () => showSessions(current());
}

async function showSessions(current) {
  const mine = ++searches;
  const search = byId('search').value.trim();
  const { sessions } = await api.sessions(search);
  if (mine !== searches) return; // a later search has gone out
  const list = byId('session-list');
  const focused = document.activeElement.closest('#session-list a')?.href;
  list.replaceChildren(...sessions.map(session => sessionElement(session, current, ago)));
  if (focused) [...list.querySelectorAll('a')].find(link => link.href === focused)?.focus();
  byId('no-sessions').hidden = sessions.length > 0;
  byId('no-sessions').textContent = search ? 'No session is found.' : 'No session yet. Your first message begins one.';
}
