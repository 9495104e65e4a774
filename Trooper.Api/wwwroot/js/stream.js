// Server-Sent Events. The browser reconnects by itself and says what it had; where the server refuses, or the tab sleeps, this takes over.

import { me } from './api.js';

const patience = [500, 1000, 2000, 5000, 10_000];

/**
 * Follows an address. The handlers are by event name; `lost` and `joined` tell of the connection.
 * A hidden tab gives its connection up (a browser has few) and `joined` comes again when it is looked at.
 */
export function follow(url, handlers, { lost = () => {}, joined = () => {}, staysHidden = () => false } = {}) {
  let source = null;
  let failures = 0;
  let timer = 0;

  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(url());
    source.onopen = () => { failures = 0; joined(); };
    source.onerror = () => {
      lost();
      if (source?.readyState !== EventSource.CLOSED) return;
      me().catch(() => {}); // where the sign-in has ended, this leads to the door
      timer = setTimeout(open, patience[Math.min(failures++, patience.length - 1)]);
    };
    for (const [name, handle] of Object.entries(handlers)) source.addEventListener(name, event => handle(JSON.parse(event.data)));
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function looked() {
    if (document.hidden) {
      if (!staysHidden()) close();
    } else if (!source) {
      open();
    }
  }

  document.addEventListener('visibilitychange', looked);
  open();
  return () => { document.removeEventListener('visibilitychange', looked); close(); };
}
