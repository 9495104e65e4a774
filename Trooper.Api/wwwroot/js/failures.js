// What went wrong, in plain words, and what to do next.

import { copyButton, el } from './dom.js';

export function explain(error, setup, wish) {
  if (error === 'the client hung up') return { title: 'Stopped before the first word', text: 'Nothing was answered. Your message is kept.', commands: [] };
  if (/^Trooper can't be reached/.test(error)) return { title: 'Trooper isn’t answering', text: 'It may have been stopped. Start it, then try again.', commands: ['dotnet run -c Release --project Trooper.Api'] };
  if (/\b40[13]\b|invalid.{0,10}key|authentication/i.test(error)) {
    return { title: 'The provider refused the key', text: `Check the key that Trooper was started with. ${error}`, commands: [] };
  }
  if (/prompt is too long/i.test(error)) return { title: 'The message is too long', text: 'It doesn’t fit the model’s window even with the rest left out. Send it in parts.', commands: [] };
  if (wish !== 'cloud' && setup.ollama === 'down') return ollamaDown(setup, wish);
  if (wish !== 'cloud' && setup.ollama === 'missing_model') return modelMissing(setup);
  return { title: 'No answer this time', text: error, commands: [] };
}

export function ollamaDown(setup, wish) {
  const locked = wish === 'private' ? ' A locked message never goes anywhere else, so it waits for the local model.' : '';
  return {
    title: 'The local model isn’t running',
    text: `Nothing answers at ${setup.local_url}. Start Ollama (from ollama.com), then try again.${locked}`,
    commands: ['ollama serve', `ollama pull ${setup.local_model}`],
  };
}

export function modelMissing(setup) {
  return { title: `Ollama doesn’t have ${setup.local_model}`, text: 'Fetch it once, then try again.', commands: [`ollama pull ${setup.local_model}`] };
}

export function noCloud() {
  return {
    title: 'Escalate needs a cloud provider',
    text: 'None is set up. Start Trooper with a key (CLAUDE_API_KEY, GEMINI_API_KEY or OPENAI_API_KEY). Then Escalate asks your question again there, with this '
      + 'conversation carried over; locked turns stay here. Until then everything is answered on this machine.',
    commands: ['CLAUDE_API_KEY=… dotnet run -c Release --project Trooper.Api'],
  };
}

export function commandList(commands) {
  return el('ul', { class: 'commands plain-list' }, ...commands.map(command => el('li', {}, el('code', {}, command), copyButton(() => command))));
}

export function failureElement({ title, text, commands }, steps) {
  return el('div', { class: 'failure' },
    el('h2', {}, title),
    el('p', {}, text),
    commands.length > 0 ? commandList(commands) : null,
    el('div', { class: 'controls' }, ...steps.map(({ label, act, quiet }) => el('button', { type: 'button', class: quiet ? 'quiet' : null, onclick: act }, label))));
}
