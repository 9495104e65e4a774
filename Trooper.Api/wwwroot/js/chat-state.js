// What an open conversation knows. No element and no request in here.

/** More than anybody looks at; a page that is left open must not grow. */
const mostTurns = 300;

export class Conversation {
  session = null;
  /** The session is in the journal: it has begun. */
  exists = false;
  turns = [];
  more = false;
  total = 0;
  escalations = 0;
  status = null;
  /** What was said and is not confirmed yet. */
  pending = null;
  /** How many turns the stream has told. */
  told = 0;
  /** The answer that is being written: how many of its blocks are finished. */
  writing = null;
  /** Stops the answer that this page asked for. */
  stopper = null;
  route = 'local';
  locked = false;
  /** The message that is being edited. */
  edited = null;

  /** @param setup what there is to talk to */
  constructor(setup) { this.setup = setup; }

  /** The name of the local provider. */
  local = 'ollama';

  get last() { return this.turns.at(-1); }

  get isWaiting() {
    if (this.writing) return false;
    if (this.stopper) return true;
    return this.last?.role !== 'assistant' && this.turns.length > 0 && this.status?.in_flight === true;
  }

  get isBusy() { return Boolean(this.stopper || this.writing) || this.isWaiting; }

  /** The cloud answered last, and the local model is to go on. */
  get isBackToLocal() { return this.route === 'local' && this.last?.role === 'assistant' && Boolean(this.last.provider) && this.last.provider !== this.local; }

  get wish() { return this.locked ? 'private' : this.route; }

  take(page) {
    this.exists = true;
    // What is shown of earlier pages stays, where it leads up to this one.
    const from = this.turns.findIndex(turn => turn.index === page.turns[0]?.index);
    this.more = from > 0 ? this.more : page.more;
    this.turns = [...this.turns.slice(0, Math.max(0, from)), ...page.turns];
    this.total = page.total;
    this.escalations = page.escalations;
    this.status = page.status;
    if (this.turns.some(turn => turn.role === 'user' && turn.text === this.pending)) this.pending = null;
  }

  takeEarlier(page) {
    this.turns = [...page.turns, ...this.turns];
    this.more = page.more;
  }

  /** @returns true when the turn is new here */
  upsert(turn) {
    this.exists = true;
    this.told++;
    const at = this.turns.findIndex(known => known.index === turn.index);
    if (at >= 0) {
      this.turns[at] = turn;
      return false;
    }
    this.turns.push(turn);
    this.total++;
    if (turn.role === 'user') this.pending = null;
    if (turn.role === 'assistant') this.writing = null;
    if (turn.carried?.from === this.local) this.escalations++;
    return true;
  }

  /** Forgets the oldest turns on the page, later where somebody reads them; they can be asked for again. @returns their indexes */
  trim(isAtEnd) {
    const excess = this.turns.length - (isAtEnd ? mostTurns : 2 * mostTurns);
    if (excess <= 0) return [];
    this.more = true;
    return this.turns.splice(0, excess).map(turn => turn.index);
  }

  /** The conversation goes on from an earlier point: what came behind it is left. @returns the indexes that go */
  branchAfter(index) {
    const left = this.turns.filter(turn => turn.index > index);
    this.turns = this.turns.filter(turn => turn.index <= index);
    this.total -= left.length;
    return left.map(turn => turn.index);
  }

  /** The message before this one; -1 when there is none, null when it is not on the page. */
  before(turn) {
    const at = this.turns.indexOf(turn);
    if (at > 0) return this.turns[at - 1].index;
    return this.more ? null : -1;
  }

  questionOf(answer) {
    return this.turns.slice(0, this.turns.indexOf(answer)).findLast(turn => turn.role === 'user');
  }

  find(index) { return this.turns.find(turn => turn.index === index); }

  /** Another page branched, or turns were missed. */
  get isOutOfStep() { return this.status?.session != null && !this.status.in_flight && this.status.session.turns !== this.total; }
}

/** The name of a session that a page begins: short, and never given twice. */
export function newSession() {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return 'chat-' + Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => alphabet[byte % alphabet.length]).join('');
}
