import type { Context } from './context';
import { contactOf, type Drop } from './identity';
import type { Job } from './queue';
import type { CordialList, Fields, Removal } from './records';
import { fieldsIn, isObject, rowsIn } from './values';

/** POST /addContactsToList. */
export function addToList(ctx: Context, { body }: Job, drop: Drop): void {
	const name = String(body.listName);
	const list = ctx.store.lists.get(name) ?? createList(ctx, name, body, drop);
	if (!list) return;
	const sent = contactsIn(body);
	const contacts = sent.map((one) => contactOf(ctx, one, drop));
	if (!ctx.rules.on('cordialEachOnItsOwn') && contacts.includes(undefined)) return;
	for (const contact of contacts) if (contact) list.members.add(contact.cID);
}

function createList(
	{ rules, store }: Context,
	name: string,
	{ isAllowedToCreateLists }: Fields,
	drop: Drop,
): CordialList | undefined {
	if (isAllowedToCreateLists === false || !rules.on('cordialListsCreated'))
		return drop('no such list, and it may not be created', name);
	const isName = /^[A-Za-z0-9-]{1,128}$/.test(name) && name !== 'cid';
	if (rules.on('cordialListNames') && (!isName || store.attributes.has(name)))
		return drop('not a name for a list', name);
	return store.addList({ name });
}

/** POST /removeContactsFromList. */
export function removeFromList(ctx: Context, { body }: Job, drop: Drop): void {
	const [named] = listForms(ctx, body);
	if (!named) return drop('no list named', body);
	const list = findList(ctx, named.by);
	const removal: Removal = { ...named, ...(list && { list: list.name }), removed: 0 };
	ctx.store.removals.push(removal);
	if (!list) return drop('no such list', named.by);
	for (const one of contactsIn(body)) {
		const contact = contactOf(ctx, one, drop);
		if (contact && list.members.delete(contact.cID)) removal.removed += 1;
	}
}

/** Every way in which the body names the list; it should be one. */
export function listForms(
	{ rules }: Context,
	{ identifyListBy, listIdentifier, listIdentifierKey }: Fields,
): Array<Pick<Removal, 'form' | 'by'>> {
	const forms: Array<Pick<Removal, 'form' | 'by'>> = [];
	if (isObject(identifyListBy) && rules.on('cordialIdentifyListBy')) {
		const by = Object.entries(identifyListBy).map(([key, value]) => [key, String(value)]);
		forms.push({ form: 'identifyListBy', by: Object.fromEntries(by) });
	}
	if ((listIdentifier ?? '') !== '' && rules.on('cordialListIdentifier')) {
		const key = String(listIdentifierKey ?? 'name');
		forms.push({ form: 'listIdentifier', by: { [key]: String(listIdentifier) } });
	}
	return forms;
}

function findList({ store }: Context, by: Record<string, string>): CordialList | undefined {
	const lists = [...store.lists.values()];
	return Object.entries(by)
		.map(([key, value]) =>
			key === 'name' ? store.lists.get(value) : lists.find(({ keys }) => keys[key] === value),
		)
		.find((list) => list !== undefined);
}

/** One reference per contact; the priority is that of all. */
function contactsIn({ contacts }: Fields): Fields[] {
	const { identifiers, identifiersPriority } = fieldsIn(contacts);
	return rowsIn(identifiers).map((one) => ({ identifiers: one, identifiersPriority }));
}
