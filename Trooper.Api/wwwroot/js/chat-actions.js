// What the reader does.

import * as api from './api.js';
import { newSession } from './chat-state.js';
import { byId } from './dom.js';
import { explain, noCloud } from './failures.js';

export class ChatActions {
  /**
   * @param open opens a session; resolves once what happens in it is told
   * @param reload asks for the conversation anew
   * @param changed the list of sessions has changed
   */
  constructor(chat, view, { open, reload, changed }) {
    Object.assign(this, { chat, view, openSession: open, reload, changed });
  }

  /** @param again the message that is only asked once more: it is there, and stays. */
  async send(text, { wish = this.chat.wish, after, again = null } = {}) {
    const { chat, view } = this;
    if (chat.stopper || text.trim() === '') return;
    const stopper = chat.stopper = new AbortController();
    view.clearFailure();
    if (!chat.session) {
      const session = newSession();
      history.pushState({ route: chat.route }, '', `/chat/${session}`);
      await this.openSession(session);
    }
    if (after !== undefined) view.remove(chat.branchAfter(again?.index ?? after));
    chat.pending = chat.last?.role === 'user' && chat.last.text === text ? null : text;
    view.showEnd();
    view.toEnd();
    const outcome = await api.say({ session: chat.session, text, wish, after, signal: stopper.signal });
    chat.stopper = null;
    chat.writing = null;
    if (outcome.stopped) view.announce('Stopped.');
    if (outcome.error) await this.fail(outcome.error, wish);
    if (chat.isOutOfStep) await this.reload();
    view.showEnd();
    this.changed();
  }

  submit() {
    const { chat } = this;
    const text = byId('message').value.trim();
    if (text === '' || chat.stopper) return;
    const { edited } = chat;
    this.stopEditing();
    if (edited) this.#branch(edited, text, chat.wish);
    else this.send(text);
  }

  edit(turn) {
    this.chat.edited = turn;
    this.setLock(turn.locality === 'local_only');
    this.fill(turn.text);
    byId('editing').hidden = false;
  }

  stopEditing() {
    this.chat.edited = null;
    byId('editing').hidden = true;
    this.fill('');
  }

  /** Puts a text into the message box, for the reader to go on with. */
  fill(text) {
    byId('message').value = text;
    byId('message').dispatchEvent(new Event('input'));
    byId('message').focus();
  }

  retry(answer) {
    const question = this.chat.questionOf(answer);
    const wish = question?.locality === 'local_only' ? 'private' : answer.provider === this.chat.local ? 'local' : 'cloud';
    if (question) this.#branch(question, question.text, wish, question);
  }

  escalate(answer) {
    if (this.chat.setup.clouds.length === 0) {
      this.view.showFailure(noCloud(), [{ label: 'Understood', act: () => { this.view.clearFailure(); byId('message').focus(); } }]);
      return;
    }
    this.#setRoute('cloud');
    const question = this.chat.questionOf(answer);
    if (question) this.send(question.text, { wish: 'cloud' });
  }

  back() {
    this.#setRoute('local');
    byId('message').focus();
  }

  setLock(locked) {
    this.chat.locked = locked;
    this.view.showRoute();
  }

  async earlier() {
    const { chat } = this;
    chat.takeEarlier(await api.transcript(chat.session, chat.turns[0].index));
    this.view.showEarlier();
  }

  async fail(error, wish) {
    const { chat } = this;
    chat.setup = await api.setup().catch(() => null) ?? chat.setup;
    const steps = [{ label: 'Retry', act: () => this.#askLast(wish) }];
    if (wish === 'local' && chat.setup.clouds.length > 0) steps.push({ label: '↑ Escalate', quiet: true, act: () => { this.#setRoute('cloud'); this.#askLast('cloud'); } });
    this.view.showFailure(explain(error, chat.setup, wish), steps);
  }

  // Goes on from before a message, which may be one of the earlier page.
  async #branch(turn, text, wish, again = null) {
    if (this.chat.before(turn) === null) await this.earlier();
    this.send(text, { wish, after: this.chat.before(turn) ?? -1, again });
  }

  #askLast(wish) {
    const question = this.chat.turns.findLast(turn => turn.role === 'user');
    const text = this.chat.pending ?? question?.text;
    if (text) this.send(text, { wish: question?.locality === 'local_only' ? 'private' : wish });
  }

  #setRoute(route) {
    this.chat.route = route;
    history.replaceState({ ...history.state, route }, '');
    this.view.showRoute();
    this.view.announce(route === 'cloud' ? 'Escalated: the cloud answers from here on.' : 'Back to local: the local model answers from here on, and knows what was said.');
  }
}
