import { loadCrm } from './crmSeeds';
import type { AccountJson } from './records';
import type { CdxpStore } from './store';

/** Adds the parts of an account description to what the store holds. */
export function loadAccount(store: CdxpStore, account: AccountJson): void {
	loadCrm(store, account);
	account.lists?.forEach((list) => store.addList(list));
	account.fields?.forEach((field) => store.addField(field));
	for (const tag of account.tags ?? []) {
		store.addTag(
			typeof tag === 'string' ? { tag } : { id: tag.id, tag: tag.tag ?? tag.name ?? '' },
		);
	}
	account.accounts?.forEach((entry) => store.addAccount(entry));
	account.contacts?.forEach((contact) => store.addContact(contact));
	account.exclusions?.forEach((email) => store.exclusions.add(email.toLowerCase()));
}
