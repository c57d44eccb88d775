/** A measured process: takes one job from its parent, answers with what it measured, and ends. */
import type { Job } from './jobs';
import { perform } from './tasks';

process.once('disconnect', () => process.exit(1));
process.once('message', (job) => {
	void perform(job as Job)
		.then(
			(result) => ({ result }),
			(error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
		)
		.then((answer) => {
			process.removeAllListeners('disconnect');
			process.send?.(answer, () => process.exit(0));
		});
});
