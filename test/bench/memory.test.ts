import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import type { Measurement } from '../../bench/rows/memory';
import { memoryBar, memoryTable, ours } from '../../bench/rows/memory';

const ROOT = join(__dirname, '..', '..');

function measurement(
	side: Measurement['side'],
	collected: boolean,
	peakRssMb: number,
): Measurement {
	return {
		side,
		collected,
		peakRssMb,
		status: 'success',
		ms: 2000,
		cpuMs: 1000,
		done: 100,
		distinct: 100,
		rejected: 0,
		outputMb: 1,
		requests: 100,
		stored: 100,
	};
}

describe('the bar on memory', () => {
	const rows = (mb: number) => [
		measurement('output', true, 100),
		measurement('output', false, 110),
		measurement('ours', true, mb),
		measurement('ours', false, 400),
	];

	it('is on what is in use beyond the output', () => {
		expect(memoryBar(rows(130), 'rows')).toMatchObject({ measured: '30.0 MB', passed: true });
		expect(memoryBar(rows(131), 'rows')).toMatchObject({ measured: '31.0 MB', passed: false });
	});

	it('is missed where a side was not measured', () => {
		expect(memoryBar(rows(100).slice(2), 'rows').passed).toBe(false);
	});

	it('stands beside what comes without collecting', () => {
		expect(memoryTable(rows(130)).rows).toEqual([
			['a node that only emits the same output', '100', '1.00 MB', '2.00 s', '100 MB', '110 MB'],
			['n8n-nodes-cdxp', '100', '1.00 MB', '2.00 s', '130 MB', '400 MB'],
		]);
	});

	it('judges every process of ours', () => {
		expect(ours(rows(130))).toHaveLength(2);
	});
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('the peak of a process is its own, however large its parent is', () => {
	const parent = Buffer.alloc(500 * 2 ** 20, 1);
	const script =
		"const { peakRssMb } = require('./bench/child/memory.ts'); console.log(peakRssMb(), process.resourceUsage().maxRSS / 1024);";
	const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	const [own, inherited] = stdout.split(' ').map(Number);
	expect(own).toBeLessThan(400);
	expect(inherited).toBeGreaterThan(parent.length / 2 ** 20);
});
