/**
 * Imported first: the workflow's paths start at the root of the repository, and the engine, when it is loaded, lets n8n
 * open files below the folder the process runs in.
 */
import { join } from 'node:path';

process.chdir(join(__dirname, '..'));
