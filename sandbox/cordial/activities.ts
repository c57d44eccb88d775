import { upsertContact } from './contacts';
import type { Context } from './context';
import type { Drop } from './identity';
import type { Job } from './queue';
import type { Fields } from './records';
import { fieldsIn, rowsIn } from './values';

const LONGEST_NAME = 40;
const MOST_PROPERTIES = 1_000;

/** POST /createContactactivities. */
export function createActivities(ctx: Context, { at, body }: Job, drop: Drop): void {
	const { rules, store } = ctx;
	const sent = fieldsIn(body.contact);
	const contact = upsertContact(ctx, sent, drop, {
		create: sent.canBeCreated === true || !rules.on('cordialActivityMayCreate'),
		update: sent.canBeUpdated === true || !rules.on('cordialActivityMayUpdate'),
	});
	if (!contact) return;
	for (const row of rowsIn(body.contactActivities)) {
		const name = typeof row.name === 'string' ? row.name : '';
		const sentTime = typeof row.time === 'string' ? row.time : '';
		const received = rules.on('cordialActivityTime') ? new Date(at).toISOString() : '';
		const properties = propertiesOf(ctx, row);
		const activity = { ...row, cID: contact.cID, name, time: sentTime || received, properties };
		if (name === '' && rules.on('cordialActivityName')) drop('no name', row);
		else if (name.length > LONGEST_NAME && rules.on('cordialActivityNameLength'))
			drop('name too long', row);
		else if (Object.keys(properties).length > MOST_PROPERTIES && rules.on('cordialPropertyCount'))
			drop('too many properties', row);
		else if (rules.on('cordialActivitiesRepeat') || !isKnown(ctx, activity))
			store.activities.push(activity);
	}
}

function propertiesOf({ rules }: Context, { properties }: Fields): Fields {
	const all = Object.entries(fieldsIn(properties));
	return rules.on('cordialPropertyKeys')
		? Object.fromEntries(all.filter(([key]) => !/^\d+$/.test(key) && !key.includes('.')))
		: Object.fromEntries(all);
}

function isKnown({ store }: Context, activity: Fields): boolean {
	const text = JSON.stringify(activity);
	return store.activities.some((known) => JSON.stringify(known) === text);
}
