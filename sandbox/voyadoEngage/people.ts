import type { Context } from './context';
import { contactNotFound } from './errors';
import type { Fields, VoyadoContact } from './records';
import { readSent } from './sent';
import {
	changeType,
	createContact,
	deleteContact,
	setConsent,
	updateContact,
	type Recruitment,
} from './writes';

/** Changes contacts as others than the API's clients do: as the shop's staff, or the contact. Each is noted and told. */
export class People {
	constructor(private readonly ctx: Context) {}

	/** Creates a contact, a Member unless told. @throws NamedRefusal as the API refuses it */
	create(fields: Fields, how: Partial<Recruitment> = {}): VoyadoContact {
		const recruitment = { contactType: 'Member', ...how };
		return createContact(this.ctx, readSent(this.ctx, fields), recruitment).contact;
	}

	/** Changes fields and preferences. @throws NamedRefusal */
	update(contactId: string, fields: Fields): void {
		updateContact(this.ctx, this.contact(contactId), readSent(this.ctx, fields));
	}

	/** Makes a contact one of another type. @throws NamedRefusal */
	changeType(contactId: string, type: string): void {
		changeType(this.ctx, this.contact(contactId), type);
	}

	/** Sets a consent. @throws NamedRefusal when there is no such contact */
	setConsent(contactId: string, consentId: string, value: boolean): void {
		setConsent(this.ctx, this.contact(contactId), consentId, value);
	}

	/** @throws NamedRefusal when there is no such contact */
	delete(contactId: string): void {
		deleteContact(this.ctx, this.contact(contactId));
	}

	private contact(id: string): VoyadoContact {
		const contact = this.ctx.store.contact(id);
		if (!contact) throw contactNotFound(this.ctx);
		return contact;
	}
}
