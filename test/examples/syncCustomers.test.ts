/** The example workflow does what its README says, with the node's sources and no limit in the way. */
import { dataFile } from '../../scripts/expected';
import { checksOf } from '../../scripts/main-job-checks';
import { type Part, runPart } from '../../scripts/main-job-run';
import { account, engine, temporaryFolder } from './harness';

const folder = temporaryFolder();
const parts: Part[] = [];

async function sync(file: string): Promise<Part> {
	const part = await runPart({
		engine,
		account,
		export: { path: dataFile(file), report: folder.in(`rejected-of-${file}`) },
		perSecond: 0,
		atMostSeconds: 60,
		watch: () => () => {},
	});
	parts.push(part);
	return part;
}

afterAll(async () => {
	await Promise.all(parts.map(async ({ sandbox }) => await sandbox.close()));
	folder.remove();
});

test('every promise of the main job holds', async () => {
	const checks = checksOf(await sync('customers.csv'), await sync('customers-60.csv'), account);
	expect(checks).toHaveLength(5);
	expect(checks.filter(({ differences }) => differences.length > 0)).toEqual([]);
}, 90_000);
