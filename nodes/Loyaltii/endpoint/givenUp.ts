import { Failure } from '../../shared/errors';

/** Of rows that are left when enough bad ones of their batch were found. `nothing` says what did not happen to them. */
export const givenUp =
	(nothing: string) =>
	({ facts }: Failure): Failure =>
		new Failure({
			...facts,
			code: 'too_many_refused',
			message: `Loyaltii refused a batch with this item, for more items than were looked for: ${facts.message}`,
			remedy: `${nothing} Look at the items of the same batch that were refused, correct what they have in common, and run these items again.`,
		});
