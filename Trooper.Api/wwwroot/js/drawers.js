// On a narrow screen the panels at the sides are drawers.

import { byId } from './dom.js';

const drawers = [['show-sessions', 'sessions'], ['show-sitrep', 'sitrep']];

export function setUpDrawers() {
  for (const [button, panel] of drawers) byId(button).addEventListener('click', () => open(button, panel, !byId(panel).classList.contains('open')));
}

export function openSessions() {
  open('show-sessions', 'sessions', true);
  byId('search').focus();
}

export function closeDrawers() {
  for (const [button, panel] of drawers) {
    if (!byId(panel).classList.contains('open')) continue;
    open(button, panel, false);
    byId(button).focus();
  }
}

function open(button, panel, isOpen) {
  byId(panel).classList.toggle('open', isOpen);
  byId(button).setAttribute('aria-expanded', String(isOpen));
  if (isOpen) byId(panel).focus();
}
