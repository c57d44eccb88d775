import type { Call } from '../../shared/call';
import { Failure } from '../../shared/errors';
import type { KeyField } from './fields';
import { partsOf } from './shape';
import { readContact } from './write';

/** The fields that a tenant's custom key may be; Engage looks both up under one name and does not say which it is. */
type CustomKey = 'externalId' | 'memberNumber';
const isCustomKey = (field: KeyField): field is CustomKey =>
	field === 'externalId' || field === 'memberNumber';

const isSame = (one: unknown, other: string): boolean =>
	String(one ?? '')
		.trim()
		.toLowerCase() === other.toLowerCase();

const nameOf = (field: CustomKey): string =>
	field === 'externalId' ? 'External ID' : 'Member Number';

/**
 * Makes sure that a contact looked up by the custom key has the value in the field that is meant, and not in the other one:
 * that would be another person. Once a contact has shown which field is the custom key, no further one is read in a run.
 *
 * @throws Failure
 */
export async function checkCustomKey(
	call: Call,
	id: string,
	{ field, value }: { field: KeyField; value: string },
): Promise<void> {
	if (!isCustomKey(field)) return;
	const known = await call.api.once('custom key', async () => ({ field: '' }));
	if (known.field === field) return;
	const { fields } = partsOf(await readContact(call.api, id));
	const other = field === 'externalId' ? 'memberNumber' : 'externalId';
	if (isSame(fields[field], value)) {
		if (!isSame(fields[other], value)) known.field = field;
		return;
	}
	throw new Failure({
		message: `Match By: ${nameOf(field)} is not this tenant's custom key: the contact that Engage has for "${value}" has another one, or none`,
		code: 'invalid_value',
		field: 'Match By',
		remedy: `Nothing was changed. Match by the other number, or by the key field of the tenant.`,
	});
}
