// The first page: what is ready, what is not, and a way to the first answer.

import { byId, el } from './dom.js';
import { commandList, modelMissing, ollamaDown } from './failures.js';

const beginnings = ['My name is Ada. What can you help me with?', 'Explain a circuit breaker in three sentences', 'Write a shell script that finds large files'];

export function showWelcome(setup, recheck) {
  const fill = text => () => {
    const message = byId('message');
    message.value = text;
    message.dispatchEvent(new Event('input'));
    message.focus();
  };
  byId('welcome').replaceChildren(
    el('h2', {}, 'What are you working on?'),
    el('p', { class: 'lead' }, 'The model on this machine answers first. Escalate when it isn’t enough: the conversation goes along, and comes back.'),
    el('ul', { class: 'ready plain-list' }, localState(setup, recheck), cloudState(setup)),
    el('div', { class: 'beginnings' }, ...beginnings.map(text => el('button', { type: 'button', class: 'quiet', onclick: fill(text) }, text))));
  byId('welcome').hidden = false;
}

function localState(setup, recheck) {
  if (setup.ollama === 'running') return el('li', { class: 'ok' }, el('strong', {}, `${setup.local_model} is ready`), el('span', {}, 'Private by nature: it runs here.'));
  const trouble = setup.ollama === 'down' ? ollamaDown(setup) : modelMissing(setup);
  return el('li', { class: 'missing' }, el('strong', {}, trouble.title), el('span', {}, trouble.text), commandList(trouble.commands),
    el('button', { type: 'button', class: 'quiet', onclick: recheck }, 'Check again'));
}

function cloudState(setup) {
  return setup.clouds.length > 0
    ? el('li', { class: 'ok' }, el('strong', {}, `${setup.clouds.join(', ')} ${setup.clouds.length > 1 ? 'stand' : 'stands'} by`), el('span', {}, '↑ Escalate on an answer goes there. Locked messages never do.'))
    : el('li', { class: 'optional' }, el('strong', {}, 'No cloud is set up'), el('span', {}, 'That is fine. Start Trooper with CLAUDE_API_KEY, GEMINI_API_KEY or OPENAI_API_KEY to be able to escalate.'));
}
