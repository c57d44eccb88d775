import type { Api } from '../../shared/api';
import type { FieldDefinition } from '../field/definitions';
import { fieldDefinitions } from '../field/definitions';

type Definitions = Map<string, FieldDefinition>;

/** Field titles are read anew after this time. */
const RECENT_MS = 60_000;
/** Triggers whose fields are remembered. */
const MAX_TRIGGERS = 100;

const recent = new Map<string, { at: number; definitions: Promise<Definitions> }>();

/**
 * The custom fields of a trigger's account: read once a minute and process, however many events come, unless one is asked
 * for that was not there yet.
 *
 * @param ids the fields that must be known
 * @throws Failure
 */
export async function recentDefinitions(
	trigger: string,
	api: Api,
	ids: string[],
): Promise<Definitions> {
	const known = recent.get(trigger);
	if (known !== undefined && Date.now() - known.at < RECENT_MS) {
		const definitions = await known.definitions;
		if (ids.every((id) => definitions.has(id))) return definitions;
	}
	const definitions = fieldDefinitions(api);
	recent.delete(trigger);
	recent.set(trigger, { at: Date.now(), definitions });
	// A failed reading is no answer for the next event.
	definitions.catch(() => recent.delete(trigger));
	if (recent.size > MAX_TRIGGERS) recent.delete(recent.keys().next().value as string);
	return await definitions;
}
