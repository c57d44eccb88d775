import type { FlowSide, OnError, Side } from '../child/jobs';

export const NAMES: Record<Side | FlowSide, string> = {
	ours: 'n8n-nodes-cdxp',
	peer: 'built-in node',
	loop: "parallel loop over n8n's helper",
	bare: 'such a loop without parameters',
	output: 'a node that only emits the same output',
};

export const onErrorWords = (mode: OnError | undefined): string =>
	mode === undefined
		? 'Stop Workflow'
		: mode === 'continueRegularOutput'
			? 'Continue'
			: 'Continue (error output)';

/** A number with a sensible count of digits and thousands separated. */
export function number(value: number, digits = value < 10 ? 2 : value < 100 ? 1 : 0): string {
	return value.toLocaleString('en-US', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
}

export const percent = (share: number): string => `${number(share * 100, 1)} %`;
export const seconds = (ms: number): string => `${number(ms / 1000)} s`;
export const megabytes = (value: number): string => `${number(value)} MB`;
export const times = (ratio: number): string => `${number(ratio)} ×`;
export const count = (value: number): string => number(value, 0);
