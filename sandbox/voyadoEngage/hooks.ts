import { createHmac } from 'node:crypto';
import type { Deliveries, Delivery } from '../shared/deliveries';
import type { RuleSet } from '../shared/rules';
import type { VoyadoRuleId } from './rules';

/** A receiver of events, as it is set up in the vendor's Svix portal. */
export interface HookTarget {
	url: string;
	/** `whsec_` and the key in base64. */
	secret: string;
	/** Names of events; all unless given. */
	events?: string[];
}

/** How the sender signs when it does not behave. */
export interface Signing {
	/** How old the time in the headers is, in seconds; a negative number lies in the future. Signed as it is. */
	ageSeconds: number;
	/** Signatures by other keys before the right one, as after a change of the secret. */
	otherSignatures: number;
	/** Whether the right signature is left out. */
	isForged: boolean;
	/** What the names of the headers begin with. */
	prefix: 'svix' | 'webhook';
}

const HONEST: Signing = { ageSeconds: 0, otherSignatures: 0, isForged: false, prefix: 'svix' };
/** The secret of a target that names none. */
export const DEFAULT_SECRET = `whsec_${Buffer.from('sandbox-webhook-secret').toString('base64')}`;

/** The signature of a webhook call in the form `v1,<base64>` (Svix). */
export function signature(secret: string, id: string, timestamp: number, body: string): string {
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const hash = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	return `v1,${hash}`;
}

/** Sends events to the targets, signed. */
export class Hooks {
	readonly targets: HookTarget[] = [];
	private signing = HONEST;
	private messages = 0;

	constructor(
		private readonly rules: RuleSet<VoyadoRuleId>,
		private readonly deliveries: Deliveries,
		private readonly now: () => number,
	) {}

	/** Sends all events that are named, or all, to the address from now on. */
	addTarget(target: Partial<HookTarget> & { url: string }): HookTarget {
		const added = { secret: DEFAULT_SECRET, ...target };
		this.targets.push(added);
		return added;
	}

	/** Changes how calls are signed; what is left out stays. */
	sign(changes: Partial<Signing>): void {
		this.signing = { ...this.signing, ...changes };
	}

	/** Tells the targets what happened to a contact. */
	emit(event: string, data: object): void {
		if (this.targets.length === 0) return;
		const timestamp = new Date(this.now()).toISOString();
		const named = this.rules.on('voyadoHookPayload');
		this.send(event, named ? { type: event, timestamp, data } : data);
	}

	/** Sends any payload as an event to the targets that want it; a text goes as it is. @returns its svix-id */
	send(event: string, payload: unknown): string {
		this.messages += 1;
		const id = `msg_${String(this.messages).padStart(6, '0')}`;
		const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
		for (const target of this.targets) {
			const { url, events } = target;
			if (events && !events.includes(event)) continue;
			this.deliveries.send(async () => {
				const headers = this.headers(target.secret, id, body);
				await this.attempt({ hookId: id, url, event, headers, body });
			});
		}
		return id;
	}

	/** Sends earlier calls again byte for byte, with their old time. @returns how many that were */
	replay(count = 1): number {
		const earlier = this.deliveries.log.slice(-count);
		for (const { hookId, url, event, headers, body } of earlier)
			this.deliveries.send(async () => await this.attempt({ hookId, url, event, headers, body }));
		return earlier.length;
	}

	clear(): void {
		this.targets.length = 0;
		this.signing = HONEST;
		this.messages = 0;
	}

	private async attempt(
		call: Pick<Delivery, 'hookId' | 'url' | 'event' | 'headers' | 'body'>,
	): Promise<void> {
		await this.deliveries.attempt({ ...call, contentType: 'application/json' });
	}

	private headers(secret: string, id: string, body: string): Record<string, string> {
		const { ageSeconds, otherSignatures, isForged, prefix } = this.signing;
		const timestamp = Math.floor(this.now() / 1000) - ageSeconds;
		const other = Array.from({ length: otherSignatures + (isForged ? 1 : 0) }, (_, index) => {
			const wrong = `whsec_${Buffer.from(`another secret ${index}`).toString('base64')}`;
			return signature(wrong, id, timestamp, body);
		});
		const right = isForged ? [] : [signature(secret, id, timestamp, body)];
		return {
			[`${prefix}-id`]: id,
			[`${prefix}-timestamp`]: String(timestamp),
			...(this.rules.on('voyadoHookSigned') && {
				[`${prefix}-signature`]: [...other, ...right].join(' '),
			}),
		};
	}
}
