// What the pages ask the server.

async function json(path, options) {
  const reply = await fetch(path, options);
  if (reply.status === 404) return null;
  if (!reply.ok) throw new Error((await reply.json().catch(() => null))?.detail ?? `The server answered ${reply.status}`);
  return reply.json();
}

const at = id => encodeURIComponent(id);

export const setup = () => json('/pages/setup');
export const sessions = search => json(`/sessions?limit=40${search ? `&q=${at(search)}` : ''}`);
export const transcript = (id, before) => json(`/chat/${at(id)}/transcript${before === undefined ? '' : `?before=${before}`}`);
export const story = id => json(`/dashboard/${at(id)}/story`);
export const recovery = id => json(`/recovery/${at(id)}`);
export const ledger = id => json(`/session/${at(id)}/ledger`);
export const handOver = async id => (await fetch(`/recovery/${at(id)}?format=prompt`)).text();
export const streamOf = (id, begins) => `/chat/${at(id)}/stream${begins ? '?begins=true' : ''}`;
export const usage = by => json(`/usage?by=${by}`);
export const wallStream = '/pages/wall';

const wishes = { local: 'X-Prefer-Local', private: 'X-Force-Local', cloud: 'X-Force-Cloud' };

/** Says something in a session. Resolves once the whole answer has come; what it says is told by the session's stream. */
export async function say({ session, text, wish, after, signal }) {
  const headers = { 'content-type': 'application/json', 'X-Session-ID': session, [wishes[wish]]: 'true' };
  if (after !== undefined) headers['X-Trooper-After'] = String(after);
  const body = JSON.stringify({ model: 'trooper', max_tokens: 2048, stream: true, messages: [{ role: 'user', content: text }] });
  try {
    const reply = await fetch('/v1/messages', { method: 'POST', headers, body, signal });
    const outcome = { status: reply.status, provider: reply.headers.get('X-Trooper-Provider'), summary: decoded(reply.headers.get('X-Trooper-Summary')) };
    const error = reply.ok ? await streamedError(reply) : (await reply.json().catch(() => null))?.error?.message ?? `The server answered ${reply.status}`;
    return { ...outcome, error };
  } catch (fault) {
    return signal.aborted ? { stopped: true } : { status: 0, error: `Trooper can't be reached: ${fault.message}` };
  }
}

// Headers are UTF-8; a browser reads them as Latin-1.
const decoded = header => header && new TextDecoder().decode(Uint8Array.from(header, character => character.charCodeAt(0)));

// A stream that could not be finished ends with an error event.
async function streamedError(reply) {
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let line = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (line + (value ?? '')).split('\n');
    line = lines.pop();
    const failed = lines.find(text => text.startsWith('data: {"type":"error"'));
    if (failed) return JSON.parse(failed.slice(6)).error.message;
    if (done) return null;
  }
}
