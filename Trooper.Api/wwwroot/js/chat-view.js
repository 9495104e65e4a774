// The conversation on the page.

import { WritingElement, pendingElement, turnElement, waitingElement } from './chat-render.js';
import { byId, el, lockIcon } from './dom.js';
import { failureElement } from './failures.js';
import { EndKeeper } from './scroll.js';
import { sessionFacts, sitrepElements } from './sitrep.js';
import { showWelcome } from './welcome.js';

const emptySitrep = {
  intent: '', stage: 'unknown', confidence: 0, constraints: [], decisions: [], active_entities: [], open_loops: [], recent_actions: [], resolved_loops: [], completed_steps: [],
};

export class ChatView {
  #turns = byId('turns');
  #writing = null;
  #end;

  constructor(chat) {
    this.chat = chat;
    this.#end = new EndKeeper(byId('scroller'), this.#turns, byId('latest'));
  }

  toEnd() { this.#end.toEnd(); }

  announce(text) { byId('said-aloud').textContent = text; }

  showTurn(turn) {
    if (turn.role === 'assistant') this.#dropWriting();
    const element = turnElement(turn, this.chat);
    const old = this.#elementOf(turn.index);
    if (old) old.replaceWith(element);
    else this.#turns.append(element);
    byId('welcome').hidden = true;
    this.remove(this.chat.trim(this.#end.sticks));
    this.showEnd();
  }

  showTurns() {
    this.#turns.replaceChildren(...this.chat.turns.map(turn => this.#elementOf(turn.index) ?? turnElement(turn, this.chat)));
    byId('welcome').hidden = this.chat.turns.length > 0;
    this.showEnd();
  }

  /** Earlier turns come in above; what the reader looks at stays where it is. */
  showEarlier() {
    const first = this.#turns.firstElementChild;
    const was = first?.getBoundingClientRect().top ?? 0;
    this.showTurns();
    if (first?.isConnected) byId('scroller').scrollTop += first.getBoundingClientRect().top - was;
  }

  remove(indexes) {
    for (const index of indexes) this.#elementOf(index)?.remove();
  }

  showWriting(update) {
    if (!this.#writing || this.chat.writing !== update.turn) {
      this.#dropWriting();
      this.#writing = new WritingElement();
      this.chat.writing = update.turn;
      this.showEnd();
    }
    this.#writing.take(update);
  }

  // Behind the turns: what was just said, a mark of the route that was chosen, the answer that is awaited or being written.
  showEnd() {
    const { chat } = this;
    for (const element of this.#turns.querySelectorAll(':scope > .pending, :scope > .waiting, :scope > .divider-item')) element.remove();
    if (chat.pending) this.#turns.append(pendingElement(chat.pending, chat.locked));
    if (this.#writing) this.#turns.append(this.#writing.element);
    else if (chat.isWaiting) this.#turns.append(waitingElement(chat.wish === 'cloud' ? chat.setup.clouds[0] : chat.setup.local_model));
    else if (chat.isBackToLocal) this.#turns.append(routeMark(chat));
    byId('stop').hidden = !chat.stopper;
    byId('send').hidden = Boolean(chat.stopper);
    byId('earlier').hidden = !chat.more;
  }

  showFallback({ from, to, trigger }) {
    const text = to ? `${from} did not answer (${trigger}); ${to} is thinking` : `${from} did not answer (${trigger})`;
    this.#turns.querySelector(':scope > .waiting .dots')?.replaceChildren(text);
    this.announce(text);
  }

  showStatus() {
    const { chat } = this;
    const { sitrep = emptySitrep, session = null } = chat.status ?? {};
    byId('sitrep').replaceChildren(...sitrepElements(sitrep, sessionFacts(session, chat.escalations)),
      ...(chat.exists ? [el('a', { class: 'more', href: `/dashboard/${encodeURIComponent(chat.session)}` }, 'All about this session')] : []));
    const name = sitrep.intent || (chat.exists ? 'Untitled' : 'New chat');
    document.title = `${name} · Trooper`;
    byId('intent').textContent = name;
  }

  showRoute() {
    const { chat } = this;
    const { local_model: model, clouds } = chat.setup;
    byId('route').textContent = chat.locked ? `${model}, locked to this machine` : chat.route === 'cloud' ? `Cloud · ${clouds[0] ?? 'none'}` : `Local · ${model}`;
    byId('route').className = `route ${chat.wish}`;
    byId('back').hidden = chat.route !== 'cloud';
    byId('lock').setAttribute('aria-pressed', String(chat.locked));
    byId('lock').replaceChildren(lockIcon(chat.locked), chat.locked ? 'Locked' : 'Lock');
    byId('composer').classList.toggle('locked', chat.locked);
    this.showEnd();
  }

  showWelcome(recheck) { showWelcome(this.chat.setup, recheck); }

  showFailure(explanation, steps) {
    byId('failure').replaceChildren(failureElement(explanation, steps));
    this.showEnd();
    this.toEnd();
  }

  clearFailure() {
    byId('failure').replaceChildren();
    byId('welcome').hidden = true;
  }

  #elementOf(index) { return this.#turns.querySelector(`:scope > [data-index="${index}"]`); }

  #dropWriting() {
    this.#writing?.element.remove();
    this.#writing = null;
  }
}

function routeMark({ setup, last }) {
  const text = `The next message is answered by ${setup.local_model}, which is told what ${last.provider} said.`;
  return el('li', { class: 'divider-item' }, el('p', { class: 'divider' }, el('strong', {}, '↩ Local from here'), el('span', {}, text)));
}
