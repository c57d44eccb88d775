import type { Deliveries } from '../shared/deliveries';
import type { RuleSet } from '../shared/rules';
import { isoDate } from './dates';
import type {
	AccountContactRecord,
	AccountRecord,
	ContactRecord,
	ListRecord,
	TagRecord,
	WebhookRecord,
} from './records';
import { phpForm, type Nested } from './form';
import { accountBlock } from './eventBlocks';
import type { RuleId } from './rules';
import type { CdxpStore } from './store';

/** Who caused an event. */
export type Source = 'public' | 'admin' | 'api' | 'system';

const INITIATED_BY: Record<Source, string> = {
	public: 'contact',
	admin: 'admin',
	api: 'api',
	system: 'system',
};

interface Occurrence {
	type: string;
	source: Source;
	/** Events of deals' notes, accounts, lists, pipelines and stages have none. */
	contact?: ContactRecord;
	/** Whether a hook that is bound to this list wants the event; undefined when lists play no part in it. */
	concerns?: (listId: string) => boolean;
	/** Value of `list`: "0", an id, or rows. */
	list?: string | Nested;
	extra?: Nested;
}

/** Composes the vendor's webhook calls and sends them to the hooks that want them. */
export class Events {
	constructor(
		private readonly rules: RuleSet<RuleId>,
		protected readonly store: CdxpStore,
		private readonly deliveries: Deliveries,
		private readonly now: () => number,
	) {}

	/** A contact was changed. Hooks bound to a list get it when the contact is on that list. */
	contact(type: 'update', contact: ContactRecord, source: Source): void {
		this.fire({
			type,
			source,
			contact,
			concerns: (list) => this.store.tables.consents.find(contact.id, list) !== undefined,
		});
	}

	/** A consent changed: 1 fires subscribe, 2 fires unsubscribe, the other states nothing. */
	consent(contact: ContactRecord, list: ListRecord, status: number, source: Source): void {
		const concerns = (id: string) => id === list.id;
		if (status === 1)
			this.fire({
				type: 'subscribe',
				source,
				contact,
				concerns,
				list: list.id,
				extra: { form: { id: '0' } },
			});
		if (status !== 2) return;
		const active = this.store.tables.consents
			.of(contact.id)
			.filter((row) => row.status === 1)
			.map((row) => row.list);
		const extra: Nested = {
			tags: this.store.tagsOf(contact.id).join(', '),
			unsubscribe: { reason: '' },
			form: { id: '0' },
			...(active.length > 0 ? { active_subscriptions: Object.fromEntries(active.entries()) } : {}),
		};
		this.fire({
			type: 'unsubscribe',
			source,
			contact,
			concerns,
			list: { 0: { id: list.id, name: list.name } },
			extra,
		});
	}

	tag(
		type: 'contact_tag_added' | 'contact_tag_removed',
		contact: ContactRecord,
		tag: TagRecord,
		source: Source,
	): void {
		this.fire({ type, source, contact, extra: { tag: tag.tag } });
	}

	/** A link between contact and account was made or changed. */
	accountContact(
		type: 'account_contact_add' | 'account_contact_update',
		link: AccountContactRecord,
		account: AccountRecord,
		contact: ContactRecord,
		source: Source,
	): void {
		const accountContact = {
			id: link.id,
			account: link.account,
			contact: link.contact,
			job_title: link.jobTitle,
		};
		const { fields: _fields, ...own } = accountBlock(this.store, account);
		this.fire({ type, source, contact, extra: { accountContact, account: own } });
	}

	protected fire(event: Occurrence): void {
		const hooks = this.store.tables.webhooks.all().filter((hook) => this.wants(hook, event));
		if (hooks.length === 0) return;
		const body = this.body(event);
		for (const hook of hooks)
			this.deliveries.send(async () => await this.deliver(hook, event.type, body));
	}

	private wants(hook: WebhookRecord, { type, source, concerns }: Occurrence): boolean {
		const { rules } = this;
		if (hook.deactivated !== undefined) return false;
		if (rules.on('webhookEventFilter') && !hook.events.includes(type)) return false;
		if (rules.on('webhookSourceFilter') && !hook.sources.includes(source)) return false;
		return (
			!rules.on('webhookListFilter') ||
			hook.listid === '0' ||
			concerns === undefined ||
			concerns(hook.listid)
		);
	}

	private body({ type, source, contact, list = '0', extra = {} }: Occurrence): Nested {
		const common = {
			type,
			date_time: isoDate(this.now()),
			initiated_from: source,
			initiated_by: this.rules.on('initiatedByFollowsSource') ? INITIATED_BY[source] : '',
			list,
		};
		if (contact) return { ...common, ...this.contactBlock(contact), ...extra };
		const nobody: Nested = this.rules.on('eventsWithoutContact') ? {} : { contact: { id: '0' } };
		return { ...common, ...nobody, ...extra };
	}

	private contactBlock(contact: ContactRecord): Nested {
		const account = this.store.accountOf(contact.id);
		const tags = this.store.tagsOf(contact.id).join(', ');
		const byTag = ([field, value]: [string, string]): [string, string] => [
			this.store.tables.fields.get(field)?.perstag ?? field,
			value,
		];
		const values = Object.entries(this.store.fieldValuesOf(contact.id));
		return {
			contact: {
				id: contact.id,
				email: contact.email,
				first_name: contact.firstName,
				last_name: contact.lastName,
				phone: contact.phone,
				ip: '0.0.0.0',
				tags,
				fields: Object.fromEntries(
					this.rules.on('webhookFieldIdsNumeric') ? values : values.map(byTag),
				),
				customer_acct_name: account?.name ?? '',
				orgname: '',
			},
			customer_acct_name: account?.name ?? '',
			customer_acct_id: account?.id ?? '0',
			orgname: '',
		};
	}

	private async deliver(hook: WebhookRecord, event: string, body: Nested): Promise<void> {
		const form = this.rules.on('webhookFormBody');
		const attempts = this.rules.on('webhookOneAttempt') ? 1 : 3;
		for (let attempt = 0; attempt < attempts; attempt += 1) {
			const { status } = await this.deliveries.attempt({
				hookId: hook.id,
				url: hook.url,
				event,
				contentType: form ? 'application/x-www-form-urlencoded; charset=utf-8' : 'application/json',
				body: form ? phpForm(body) : JSON.stringify(body),
			});
			if (status === 410 && this.rules.on('webhook410Deactivates')) hook.deactivated ??= this.now();
			if (status !== undefined && status >= 200 && status < 300) return;
		}
	}
}
