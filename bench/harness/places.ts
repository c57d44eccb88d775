/** Where things lie. Nothing of this may end up in a file that is kept. */
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
export const PEER_HOME = join(ROOT, 'bench', 'peer');
export const PEER_MODULES = join(PEER_HOME, 'node_modules');
/** Raw numbers, and everything the bench makes on its way. */
export const OUT = join(ROOT, 'out', 'bench');
/** The built package as it was when the bench began. */
export const SNAPSHOT = join(OUT, 'package');
export const DOCS = join(ROOT, 'docs');
