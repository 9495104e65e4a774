// Who is signed in, and the way out. Where no keys are set up there is nothing to show.

import * as api from './api.js';
import { byId, el } from './dom.js';

export async function showSignedIn() {
  const { team, name } = await api.me();
  if (team === null) return;
  const leave = el('button', { type: 'button', class: 'quiet', id: 'sign-out', onclick: signOut }, 'Sign out');
  byId('signed-in').replaceChildren(el('span', { class: 'who', title: `${name}, of the team ${team}` }, `${name} · ${team}`), leave);
}

async function signOut() {
  await api.signOut();
  location.assign('/signin');
}
