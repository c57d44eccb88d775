import type { FastifyInstance } from 'fastify';
import { contactOfQuery, fieldsOf, isGuid, parameter } from './checks';
import type { Context } from './context';
import { contactNotFound, refusal } from './errors';
import type { Assignment, Channel, Promotion } from './records';

const CHANNELS: Channel[] = ['ECOM', 'POS', 'OTHER'];

const isChannel = (value: unknown): value is Channel => CHANNELS.includes(value as Channel);

/** /promotion-assignments: list, assign and redeem. */
export function promotionRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store, hooks } = ctx;

	app.get('/promotion-assignments', async (request) => {
		const { id } = contactOfQuery(ctx, request);
		const name = rules.on('voyadoChannelFilter') ? 'redemptionChannelType' : 'promotionType';
		const channel = parameter(request, name);
		if (channel !== undefined && !isChannel(channel)) throw invalidChannel(ctx);
		return [...store.assignments.values()]
			.filter(({ contactId }) => contactId === id)
			.flatMap((assignment) => {
				const promotion = store.promotions.get(assignment.promotionId);
				return promotion ? [{ assignment, promotion }] : [];
			})
			.filter(
				({ assignment, promotion }) =>
					(assignment.isActive && isActive(ctx, promotion)) || !rules.on('voyadoPromotionsActive'),
			)
			.filter(({ assignment }) => assignment.redeemedOn === null || rules.on('voyadoRedeemedToo'))
			.filter(({ promotion }) => channel === undefined || isFor(promotion, channel))
			.map(({ assignment, promotion }) => shape(assignment, promotion));
	});

	app.post('/promotion-assignments', async (request) => {
		const { contactId, promotionId } = fieldsOf(ctx, request);
		if (rules.on('voyadoAssignChecked')) {
			if (!isGuid(contactId))
				throw refusal(ctx, 400, 'InvalidContactId', 'contactId is not a GUID.');
			if (!isGuid(promotionId)) throw invalidPromotion(ctx);
		}
		const contact = store.contact(String(contactId));
		const promotion = store.promotions.get(String(promotionId).toLowerCase());
		if (!contact || !promotion) {
			if (!rules.on('voyadoAssignUnknown')) return {};
			throw contact ? promotionNotFound(ctx) : contactNotFound(ctx);
		}
		if (!isActive(ctx, promotion) && rules.on('voyadoPromotionExpired'))
			throw refusal(ctx, 409, 'PromotionExpired', 'The promotion is over.');
		const assignment = store.assign(contact.id, { promotionId: promotion.id });
		hooks.emit('promotion.multichannel.assigned', {
			contactId: contact.id,
			promotionId: promotion.id,
			id: assignment.id,
		});
		return shape(assignment, promotion);
	});

	app.post<{ Params: { id: string } }>('/promotion-assignments/:id/redeem', async (request) => {
		if (!rules.on('voyadoRedeemPath')) throw refusal(ctx, 404, 'NotFound', 'No such resource.');
		const { redemptionChannel } = fieldsOf(ctx, request);
		const isChecked = rules.on('voyadoRedeemChannel');
		if (isChecked && !isChannel(redemptionChannel)) throw invalidChannel(ctx);
		const assignment = assignmentToRedeem(ctx, request.params.id.toLowerCase());
		const promotion = store.promotions.get(assignment.promotionId);
		if (!promotion) throw promotionNotFound(ctx);
		if (isChecked && !isFor(promotion, redemptionChannel as Channel))
			throw refusal(
				ctx,
				409,
				'PromotionNotValidForRedemptionChannel',
				'The promotion is not for this channel.',
			);
		if (assignment.redeemedOn !== null && rules.on('voyadoRedeemOnce'))
			throw refusal(ctx, 409, 'PromotionAlreadyRedeemed', 'The promotion is redeemed already.');
		assignment.redeemedOn = new Date(ctx.now()).toISOString();
		return shape(assignment, promotion);
	});
}

/** The assignment with this id. @throws NamedRefusal, by another name where the id is that of a template */
function assignmentToRedeem(ctx: Context, id: string): Assignment {
	const { rules, store } = ctx;
	const assignment = store.assignments.get(id);
	if (assignment) return assignment;
	if (!store.promotions.has(id)) throw promotionNotFound(ctx);
	const first = [...store.assignments.values()].find(({ promotionId }) => promotionId === id);
	if (first && !rules.on('voyadoRedeemById')) return first;
	throw refusal(
		ctx,
		404,
		'PromotionNotAssociatedWithContact',
		'No contact has a promotion with this id.',
	);
}

const isFor = ({ redemptionChannels }: Promotion, channel: Channel): boolean =>
	redemptionChannels.some(({ type }) => type === channel);

const isActive = ({ now }: Context, { isActive, expiresOn }: Promotion): boolean =>
	isActive && (expiresOn === null || Date.parse(expiresOn) > now());

const invalidChannel = (ctx: Context) =>
	refusal(ctx, 400, 'NotAValidRedemptionChannel', `A channel is one of ${CHANNELS.join(', ')}.`);

const invalidPromotion = (ctx: Context) =>
	refusal(ctx, 400, 'InvalidPromotionId', 'promotionId is not a GUID.');

const promotionNotFound = (ctx: Context) =>
	refusal(ctx, 404, 'PromotionNotFound', 'The promotion was not found.');

/** A promotion of a contact as v2 shows it. */
function shape({ id, redeemedOn }: Assignment, promotion: Promotion): object {
	const { id: promotionId, isActive: _active, ...told } = promotion;
	return {
		id,
		promotionId,
		type: 'Multichannel',
		...told,
		redeemed: redeemedOn !== null,
		redeemedOn,
	};
}
