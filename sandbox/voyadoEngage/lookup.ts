import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isE164, isEmail, isLikePhone, isPersonalNumber, parameter } from './checks';
import type { Context } from './context';
import { contactNotFound, invalidType, refusal } from './errors';
import type { VoyadoContact } from './records';

/** One way to name a contact. */
interface Kind {
	name: 'email' | 'socialSecurityNumber' | 'mobilePhone' | 'customKey';
	/** Whether a value may be asked for under this name. */
	isValid(value: string): boolean;
	/** Whether `any` takes a value for this kind. */
	isLike(value: string): boolean;
	error: string;
}

/** In the order in which `any` tries them. */
const KINDS: Kind[] = [
	{ name: 'email', isValid: isEmail, isLike: isEmail, error: 'InvalidEmailAddress' },
	{
		name: 'socialSecurityNumber',
		isValid: isPersonalNumber,
		isLike: isPersonalNumber,
		error: 'InvalidSocialSecurityNumber',
	},
	{ name: 'mobilePhone', isValid: isE164, isLike: isLikePhone, error: 'InvalidPhoneNumber' },
	{
		name: 'customKey',
		isValid: (value) => value.trim() !== '',
		isLike: () => true,
		error: 'InvalidSearchQuery',
	},
];

/** GET /contacts/id. */
export function lookupRoute(app: FastifyInstance, ctx: Context): void {
	app.get('/contacts/id', async (request, reply) => {
		const { id } = lookUp(ctx, request);
		return ctx.rules.on('voyadoIdIsBareString')
			? await reply.type('application/json').send(JSON.stringify(id))
			: { id };
	});
}

/** Whether a request names a contact in any of the ways of a look-up. */
export const namesContact = (request: FastifyRequest): boolean =>
	['any', ...KINDS.map(({ name }) => name)].some((name) => parameter(request, name) !== undefined);

/** The one contact that the query of a request names. @throws NamedRefusal */
export function lookUp(ctx: Context, request: FastifyRequest): VoyadoContact {
	const { rules, store } = ctx;
	const type = parameter(request, 'contactType');
	if (type !== undefined && !store.hasType(type) && rules.on('voyadoLookupChecked'))
		throw invalidType(ctx, type);
	if (!namesContact(request) && rules.on('voyadoLookupNeedsOne'))
		throw refusal(ctx, 400, 'InvalidSearchQuery', 'Nothing was asked for.');
	const any = parameter(request, 'any');
	const groups = KINDS.map((kind) => [kind, parameter(request, kind.name)] as const)
		.filter((pair): pair is [Kind, string] => pair[1] !== undefined)
		.map(([kind, value]) => named(ctx, kind, value));
	if (any !== undefined) groups.push(found(ctx, any.trim()));
	const [first = [], ...others] = groups;
	const fitting = rules.on('voyadoLookupAllFit')
		? first.filter((contact) => others.every((group) => group.includes(contact)))
		: first;
	return only(
		ctx,
		fitting.filter(
			({ contactType }) =>
				type === undefined || contactType === type || !rules.on('voyadoLookupByType'),
		),
	);
}

/** Contacts by a value of a kind. @throws NamedRefusal when it cannot be one */
function named(ctx: Context, kind: Kind, value: string): VoyadoContact[] {
	if (!kind.isValid(value) && ctx.rules.on('voyadoLookupChecked'))
		throw refusal(ctx, 400, kind.error, `"${value}" is not a valid ${kind.name}.`);
	return having(ctx, kind, value);
}

/** Contacts by a value of whatever kind. */
function found(ctx: Context, value: string): VoyadoContact[] {
	const { rules } = ctx;
	const order = rules.on('voyadoAnyOrder') ? KINDS : [...KINDS].reverse();
	const alike = order.filter((kind) => kind.isLike(value));
	const tried = rules.on('voyadoAnyStops') ? alike.slice(0, 1) : alike;
	return tried.map((kind) => having(ctx, kind, value)).find(({ length }) => length > 0) ?? [];
}

function having(ctx: Context, { name }: Kind, value: string): VoyadoContact[] {
	const { rules, store } = ctx;
	if (name !== 'customKey') return store.having(name, value);
	if (store.customKey !== null) return store.having(store.customKey, value);
	if (!rules.on('voyadoCustomKeySetUp')) return [];
	throw refusal(ctx, 500, 'InvalidSystemConfiguration', 'No custom key is set up.');
}

/** The only one of these contacts. @throws NamedRefusal for none or several */
export function only(ctx: Context, contacts: VoyadoContact[]): VoyadoContact {
	const [first] = contacts;
	if (!first) throw contactNotFound(ctx);
	if (contacts.length === 1 || !ctx.rules.on('voyadoMultiple409')) return first;
	const ids = contacts.map(({ id }) => id);
	throw refusal(
		ctx,
		409,
		'MultipleMatches',
		'Several contacts were found.',
		ctx.rules.on('voyadoMatchesListed') ? { messageDetails: { multipleMatchesFound: ids } } : {},
	);
}
