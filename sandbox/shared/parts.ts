import type { Core } from './platform';
import type { Piece, View } from './view';

/** The facts at the top of every status page: how to get in, the limit, and which rules are off. */
export function commonFacts(
	{ limiter }: Core,
	access: Array<{ label: string; value: string }>,
	rulesOff: string[],
): View['facts'] {
	const { perSecond } = limiter.limit;
	return [
		...access,
		{ label: 'Limit', value: perSecond > 0 ? `${perSecond} requests per second` : 'no limit' },
		rulesOff.length > 0
			? { label: 'Rules switched off', value: rulesOff.join(', '), tone: 'bad' }
			: { label: 'Rules', value: 'all in force', tone: 'good' },
	];
}

/** What was asked last. */
export function lastRequests({ journal }: Core): View['tables'][number] {
	return {
		title: 'Last requests',
		columns: ['Time (UTC)', 'Request', 'Status', 'ms'],
		rows: journal.entries
			.slice(-30)
			.reverse()
			.map(({ at, method, url, status, ms }) => [
				timePiece(at),
				{ text: `${method} ${url}`, tone: 'code' },
				statusPiece(status),
				ms === undefined ? '' : String(ms),
			]),
		empty: 'Nothing asked yet.',
	};
}

/** A moment as time of day. */
export function timePiece(at: number): Piece {
	return { text: new Date(at).toISOString().slice(11, 23), tone: 'quiet' };
}

/** An HTTP status in its colour. */
export function statusPiece(status: number | undefined): Piece {
	if (status === undefined) return { text: 'under way', tone: 'wait' };
	if (status === 0) return { text: 'broken', tone: 'bad' };
	return { text: String(status), tone: status < 400 ? 'good' : 'bad' };
}
