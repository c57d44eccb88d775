import { contactOf, FIELDS } from '../child/flows/people';
import type { SandboxProcess } from '../harness/sandbox';
import { count as inWords } from '../report/words';
import type { Measurement } from './memory';
import { HOW, measureFlow, memoryBar, memoryTable, ours, WARM_UP } from './memory';
import type { Row } from './row';
import { atLeast, atMost, withSandbox } from './row';

const SIDES = ['output', 'ours'] as const;
const FLOWS = [
	{ what: 'contacts', flow: 'contacts' },
	{ what: `contacts with ${FIELDS} custom fields`, flow: 'contactsWithFields' },
] as const;

const PAGE = 100;
/** The names of the custom fields, once for the rows before and once for all, and a look beyond the last page. */
const FURTHER = 3;
/** Contacts the sandbox is given at once. */
const PART = 5000;

/** Gives the sandbox an account with so many contacts. */
async function fill(sandbox: SandboxProcess, count: number): Promise<void> {
	await sandbox.load({
		fields: Array.from({ length: FIELDS }, (_, index) => ({ title: `Field ${index + 1}` })),
	});
	for (let from = 0; from < count; from += PART) {
		const size = Math.min(PART, count - from);
		await sandbox.load({
			contacts: Array.from({ length: size }, (_, index) => contactOf(from + index)),
		});
	}
}

function barsOf(rows: Measurement[], what: string, count: number) {
	const most = Math.ceil(count / PAGE) + Math.ceil(WARM_UP / PAGE) + FURTHER;
	const all = ours(rows);
	return [
		atLeast(`read, ${what}`, Math.min(...all.map(({ distinct }) => distinct)), count, inWords),
		atMost(
			`read twice, ${what}`,
			Math.max(...all.map(({ done, distinct }) => done - distinct)),
			0,
			inWords,
		),
		atMost(`requests, ${what}`, Math.max(...all.map(({ requests }) => requests)), most, inWords),
		memoryBar(rows, what),
	];
}

/** Reading a large account whole. */
export const contacts: Row = {
	id: 'contacts',
	title: 'Reading 100,000 contacts',
	async run({ quick, say }) {
		const count = quick ? 20_000 : 100_000;
		const measured = await withSandbox({}, async (sandbox) => {
			say('filling the account');
			await fill(sandbox, count);
			const results = [];
			for (const { what, flow } of FLOWS) {
				const rows = await measureFlow(sandbox, { flow, sides: SIDES, count }, say);
				results.push({ what, rows });
			}
			return results;
		});
		return {
			how: `Contact: Get Many with Return All and Simplify reads an account of ${inWords(count)} contacts, ${FIELDS} custom fields each, without and with Include: Custom Fields; no latency, no limit. ${HOW} The requests include those for the ${WARM_UP} rows before.`,
			tables: measured.map(({ what, rows }) => memoryTable(rows, what)),
			bars: measured.flatMap(({ what, rows }) => barsOf(rows, what, count)),
			raw: measured,
		};
	},
};
