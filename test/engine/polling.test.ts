/** A published workflow polls as n8n's server lets it. */
import { createEngine } from '../../engine';
import { Mailbox, registered } from '../../engine/testing/mailbox';
import { Meter, meter, meterWorkflow } from '../../engine/testing/meter';

const engine = createEngine({ nodes: { 'test.meter': Meter, 'test.mailbox': Mailbox } });
const NODE = meterWorkflow().nodes[0];
const published: Array<{ close(): Promise<void> }> = [];

async function publish(
	options: Parameters<typeof engine.listen>[1] = {},
	workflow = meterWorkflow(),
) {
	const listening = await engine.listen(workflow, options);
	published.push(listening);
	return listening;
}

afterEach(async () => {
	for (const listening of published.splice(0)) await listening.close();
	registered.clear();
	Object.assign(meter, { values: [], fault: undefined, budgets: [], gate: undefined });
});

const STATE = 'node:Meter';

describe('publishing', () => {
	test('polls once, and starts an execution with what it finds', async () => {
		meter.values = [1, 2];
		const listening = await publish();
		await listening.settled();
		expect(listening.executions.map((run) => run.out('Done'))).toEqual([
			[
				{ value: 1, polls: 1, mode: 'trigger' },
				{ value: 2, polls: 1, mode: 'trigger' },
			],
		]);
		expect(listening.staticData).toEqual({ [STATE]: { polls: 1 } });
	});

	test('saves what the first poll remembers even where it finds nothing', async () => {
		const listening = await publish();
		expect(listening.executions).toEqual([]);
		expect(listening.staticData).toEqual({ [STATE]: { polls: 1 } });
	});

	test('fails with the fault of the first poll', async () => {
		meter.fault = 'broken';
		await expect(publish()).rejects.toThrow('broken');
	});
});

describe('a poll', () => {
	test('that finds nothing saves nothing, but the trigger remembers', async () => {
		const listening = await publish();
		for (let poll = 0; poll < 3; poll++) await listening.poll();
		expect(listening.staticData).toEqual({ [STATE]: { polls: 1 } });
		meter.values = [7];
		await listening.poll();
		expect(listening.executions[0].out('Done')).toEqual([{ value: 7, polls: 5, mode: 'trigger' }]);
		expect(listening.staticData).toEqual({ [STATE]: { polls: 5 } });
	});

	test('that fails makes a failed execution; the next one runs', async () => {
		const listening = await publish();
		meter.fault = 'broken';
		await listening.poll();
		expect(listening.executions).toHaveLength(1);
		expect(listening.executions[0]).toMatchObject({ status: 'error' });
		expect(listening.executions[0].failure?.message).toBe('broken');
		meter.fault = undefined;
		meter.values = [1];
		await listening.poll();
		expect(listening.executions[1].out('Done')).toMatchObject([{ value: 1 }]);
	});

	test('may overlap with another one', async () => {
		const listening = await publish();
		let open = () => {};
		meter.gate = new Promise((resolve) => (open = resolve));
		const polls = [listening.poll(), listening.poll()];
		meter.values = [1];
		open();
		await Promise.all(polls);
		expect(meter.budgets).toHaveLength(3);
		expect(listening.executions).toHaveLength(1);
	});

	test('knows how long it may take', async () => {
		await publish();
		await publish({ budgetMs: 36_000 });
		expect(meter.budgets).toEqual([300_000, 36_000]);
	});

	test('before whose saving n8n dies is forgotten', async () => {
		const listening = await publish();
		meter.values = [1];
		await listening.poll({ save: false });
		expect(listening.executions).toHaveLength(1);
		expect(listening.staticData).toEqual({ [STATE]: { polls: 1 } });
		meter.values = [1];
		const { staticData } = listening;
		await listening.close();
		const again = await publish({ staticData });
		expect(again.staticData).toEqual({ [STATE]: { polls: 2 } });
	});

	test('outside a publication gives items and what is remembered', async () => {
		meter.values = [1];
		const { items, staticData } = await engine.poll(NODE);
		expect(items).toEqual([{ value: 1, polls: 1, mode: 'trigger' }]);
		expect(await engine.poll(NODE, { staticData, mode: 'manual' })).toEqual({
			items: null,
			staticData: { [STATE]: { polls: 2 } },
		});
	});
});

test('a workflow may have a webhook and a poll', async () => {
	const listening = await publish({}, meterWorkflow({ mailbox: true }));
	expect((await fetch(listening.url, { method: 'POST', body: '{"a":1}' })).status).toBe(200);
	await listening.settled();
	meter.values = [1];
	await listening.poll();
	expect(
		listening.executions.map((run) => Object.keys(run.raw?.data.resultData.runData ?? {})),
	).toEqual([
		['Mailbox', 'Done'],
		['Meter', 'Done'],
	]);
	expect(Object.keys(listening.staticData).sort()).toEqual(['node:Mailbox', 'node:Meter']);
	await listening.unpublish();
	expect(registered.size).toBe(0);
	await listening.poll();
	expect(listening.executions).toHaveLength(2);
});

test('a workflow by hand shows what a poll finds', async () => {
	meter.values = [5];
	const run = await engine.run(meterWorkflow());
	expect(run.out('Done')).toEqual([{ value: 5, polls: 1, mode: 'manual' }]);
});

test('a node that does not poll is refused', async () => {
	await expect(engine.poll({ name: 'Done', type: 'test.collect' })).rejects.toThrow(
		'Node type "test.collect" has no poll()',
	);
});
