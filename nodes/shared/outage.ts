import type { Trouble } from './retry';

const GATEWAY = new Set([502, 503, 504]);

/** Whether it looks as if the platform were not there, rather than as if it could not deal with the request. */
export function isAbsence({ kind, status = 0, elsewhere = false }: Trouble): boolean {
	if (kind === 'network') return true;
	return kind === 'body' ? elsewhere : GATEWAY.has(status) || (status >= 520 && status < 530);
}

/**
 * Whether the platform is there, as far as a run has heard. When several tries of a request have found nobody, a harmless
 * request finds out whether it is the platform that is away, and then when it is back; all that need it wait together.
 */
export class Outage {
	/** Whether the last request found nobody. */
	isLikely = false;
	private search?: Promise<'there' | 'back'>;

	/**
	 * A search that has ended in vain ends all later ones at once, those of requests that are still under way.
	 *
	 * @param tryToReach sends the harmless request once; true if it was answered, else it waits until it is worth another try
	 * @returns 'there' if the platform answered at once, 'back' if it did not
	 * @throws what `tryToReach` throws to end the search
	 */
	async over(tryToReach: (attempt: number) => Promise<boolean>): Promise<'there' | 'back'> {
		this.search ??= this.searchWith(tryToReach);
		const found = await this.search;
		this.search = undefined;
		return found;
	}

	private async searchWith(
		tryToReach: (attempt: number) => Promise<boolean>,
	): Promise<'there' | 'back'> {
		for (let attempt = 1; ; attempt++) {
			if (await tryToReach(attempt)) return attempt === 1 ? 'there' : 'back';
		}
	}
}
