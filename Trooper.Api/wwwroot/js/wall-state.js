// The wall's knowledge: sessions, providers and minutes, bounded however long the page stays open.

const mostMinutes = 180;
const workingFor = 30_000;

export class WallState {
  sessions = new Map();
  providers = [];
  minutes = new Map();

  /** @returns the ids of the sessions that changed or went, with those below them */
  takeSessions({ changed, shown }) {
    const touched = new Set();
    for (const { session, under_way } of changed) {
      this.sessions.set(session.session_id, { ...session, under_way });
      touched.add(session.session_id);
    }
    const stays = new Set(shown);
    for (const id of this.sessions.keys()) {
      if (stays.has(id)) continue;
      this.sessions.delete(id);
      touched.add(id);
    }
    for (const [id, { parent }] of this.sessions) if (touched.has(parent)) touched.add(id);
    return touched;
  }

  takeMinutes(minutes) {
    for (const minute of minutes) this.minutes.set(minute.at, minute);
    while (this.minutes.size > mostMinutes) this.minutes.delete(this.minutes.keys().next().value);
  }

  requestsOf(provider) {
    let requests = 0;
    for (const minute of this.minutes.values()) requests += minute.providers[provider]?.requests ?? 0;
    return requests;
  }

  /** Sub-agents stand under their parent where it is on the wall, too. */
  parentOf(session) {
    return session.parent && session.parent !== session.session_id && this.sessions.has(session.parent) ? session.parent : null;
  }
}

export const moods = ['working', 'waiting', 'stuck', 'done'];

export function moodOf(session, now = Date.now()) {
  if (session.under_way) return 'working';
  if (session.stage === 'done' && session.open_loops === 0) return 'done';
  if (session.stage === 'blocked' || (session.stage === 'debugging' && session.open_loops > 0)) return 'stuck';
  return now - Date.parse(session.last_active_at) < workingFor ? 'working' : 'waiting';
}
