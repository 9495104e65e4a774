// The situation report as a panel.

import { count, el, plural } from './dom.js';

const stages = { unknown: 'Just begun', unclear: 'Unclear', in_progress: 'In progress', debugging: 'Debugging', blocked: 'Blocked', done: 'Done' };

export const stageName = stage => stages[stage] ?? stage;

export function sitrepElements(sitrep, facts) {
  return [
    el('h2', {}, 'SITREP'),
    el('p', { class: 'intent' }, sitrep.intent || 'No intent read yet'),
    el('p', { class: `stage stage-${sitrep.stage}` }, stageName(sitrep.stage)),
    el('div', { class: 'confidence' },
      el('span', {}, `Confidence ${Math.round(sitrep.confidence * 100)} %`),
      el('meter', { min: 0, max: 1, value: sitrep.confidence, 'aria-label': 'Confidence' })),
    el('dl', { class: 'facts' }, ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
    chips('Entities', sitrep.active_entities),
    list('Open loops', sitrep.open_loops, 'open'),
    list('Resolved', sitrep.resolved_loops, 'resolved'),
    list('Completed steps', sitrep.completed_steps, 'resolved'),
    list('Decisions', sitrep.decisions),
    list('Constraints', sitrep.constraints),
    list('Recent actions', sitrep.recent_actions),
  ].filter(element => element);
}

export function sessionFacts(session, escalations) {
  return [
    ['Route', session?.provider ?? '–'],
    ['Tokens saved', count(session?.tokens_saved ?? 0)],
    ['Escalations', count(escalations)],
    ['Fallbacks', count(session?.fallbacks ?? 0)],
    ['Length', `${plural(session?.turns ?? 0, 'turn')}, ${plural(session?.tokens ?? 0, 'token')}`],
  ];
}

function chips(title, items) {
  return items.length > 0 && el('section', {}, el('h3', {}, title), el('ul', { class: 'chips plain-list' }, ...items.map(item => el('li', {}, item))));
}

export function list(title, items, kind = '') {
  return items.length > 0 && el('section', {}, el('h3', {}, title), el('ul', { class: `marks ${kind} plain-list` }, ...items.map(item => el('li', {}, item))));
}
