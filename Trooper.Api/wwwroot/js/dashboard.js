// The dashboard: the wall, or one session of it.

import { byId } from './dom.js';
import { showSession } from './session-page.js';
import { showSignedIn } from './signed-in.js';
import { connectionMark, showWall } from './wall.js';

const id = decodeURIComponent(location.pathname.split('/')[2] ?? '');
byId('hand-over-close').addEventListener('click', () => byId('hand-over').close());
showSignedIn();
if (id) await showSession(byId('board'), id, connectionMark);
else showWall(byId('board'), connectionMark);
document.body.dataset.ready = 'true';
