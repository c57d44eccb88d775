import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The shortest time between two collections. */
const COLLECT_EVERY_MS = 100;

/**
 * The largest resident set of this process so far. Linux starts `maxRSS` of a new process at what its parent had, so the
 * kernel's own mark is read where there is one.
 */
export function peakRssMb(): number {
	return (highWaterKb() ?? process.resourceUsage().maxRSS) / 1024;
}

function highWaterKb(): number | undefined {
	if (process.platform !== 'linux') return undefined;
	const [, kb] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
	return kb === undefined ? undefined : Number(kb);
}

/** Collects garbage at once. V8 offers that only on request. */
export function collect(): void {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
}

/** Collects garbage again and again. @returns ends it */
export function collectRegularly(): () => void {
	let timer: NodeJS.Timeout;
	const wait = (ms: number) => {
		timer = setTimeout(() => {
			const since = performance.now();
			collect();
			// A large heap takes long; the work is not to stand still for it.
			wait(Math.max(COLLECT_EVERY_MS, 3 * (performance.now() - since)));
		}, ms);
	};
	wait(COLLECT_EVERY_MS);
	return () => clearTimeout(timer);
}
