import type { Context } from './context';
import type { Drop } from './identity';
import type { CordialContact } from './records';
import { pathOf, setAt, valueAt } from './values';

/** What a channel has without being created. */
const OF_CHANNEL = /^channels\.[^.]+\.(address|subscribeStatus)$/;
const STATUSES: unknown[] = ['subscribed', 'unsubscribed', 'none'];

/** Stores attributes; each that the account does not take is dropped on its own. */
export function applyAttributes(
	ctx: Context,
	contact: CordialContact,
	attributes: Array<[key: string, value: unknown]>,
	forceSubscribe: boolean,
	drop: Drop,
): void {
	const { rules, store } = ctx;
	for (const [key, value] of attributes) {
		const list = rules.on('cordialListFlags') ? store.lists.get(key) : undefined;
		const path = pathOf(key);
		const what = { [key]: value };
		if (list && value === true) list.members.add(contact.cID);
		else if (list && value === false) list.members.delete(contact.cID);
		else if (!path || !isKnown(ctx, key, path)) drop('no such attribute', what);
		else if (key.endsWith('.subscribeStatus') && !isStatus(ctx, value))
			drop('no such status', what);
		else if (isHeldBack(ctx, contact, key, value, forceSubscribe))
			drop('unsubscribed, and not forced', what);
		else if (rules.on('cordialDotPaths')) setAt(contact.attributes, path, value);
		else contact.attributes[key] = value;
	}
}

function isKnown({ rules, store }: Context, key: string, [root = '']: string[]): boolean {
	return (
		!rules.on('cordialUnknownAttributes') ||
		OF_CHANNEL.test(key) ||
		store.isIdentifier(key) ||
		store.attributes.has(key) ||
		store.attributes.has(root)
	);
}

const isStatus = ({ rules }: Context, value: unknown): boolean =>
	STATUSES.includes(value) || !rules.on('cordialSubscribeStatuses');

/** Whether someone who has unsubscribed would be subscribed without being forced to. */
function isHeldBack(
	{ rules }: Context,
	{ attributes }: CordialContact,
	key: string,
	value: unknown,
	forceSubscribe: boolean,
): boolean {
	return (
		OF_CHANNEL.test(key) &&
		value === 'subscribed' &&
		valueAt(attributes, key.split('.')) === 'unsubscribed' &&
		!forceSubscribe &&
		rules.on('cordialForceSubscribe')
	);
}
