import { MOST_ROWS } from '../../nodes/QuarticonCdxp/contact/importRequest';
import { cdxp } from '../../nodes/QuarticonCdxp/platform';
import { Lane } from '../../nodes/shared/lane';
import { Pace } from '../../nodes/shared/pace';
import type { Context } from '../../sandbox/quarticonCdxp/context';
import { ImportQueue } from '../../sandbox/quarticonCdxp/importQueue';
import { Timeline } from '../harness/timeline';

const LATENCY_MS = 150;
/** What the importer allows in a second of its own, by the vendor's documentation. */
const ALLOWED = 100 / 60;
/** As many requests at once as the runner sends. */
const WORKERS = 32;

/**
 * Contacts through the importer on a virtual clock, in full requests of the operation Import: its paces against the
 * sandbox's importer.
 */
export async function simulateImport(contacts: number) {
	const clock = new Timeline();
	const { perSecond, budgets } = cdxp.connect({
		accountUrl: 'https://account.example.com',
		apiToken: 'token',
	});
	const account = new Pace(clock);
	account.perSecond = perSecond;
	const importer = new Pace(clock);
	importer.perSecond = budgets?.import ?? 0;
	const [lane, importLane] = [new Lane(), new Lane()];
	const platform = new ImportQueue({ now: () => clock.now() } as Context);
	const requests = Math.ceil(contacts / MOST_ROWS);
	let left = requests;
	let refusals = 0;

	const worker = async (): Promise<void> => {
		while (left-- > 0) {
			await importer.turn(importLane);
			const turn = await account.turn(lane);
			if (!platform.takeTurn('several').allowed) refusals++;
			await clock.sleep(LATENCY_MS);
			turn.answered();
		}
	};
	await clock.run(Promise.all(Array.from({ length: WORKERS }, worker)));
	return { requests, refusals, ms: clock.now(), bestMs: (requests / ALLOWED) * 1000 };
}
