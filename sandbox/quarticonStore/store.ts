import type { ShopContact, ShopEvent, ShopJson, ShopProduct, ShopProfile } from './records';

export const DEFAULT_CUSTOMER = 'sandbox-shop';

/** Everything one shop's account holds. */
export class ShopStore {
	customer = DEFAULT_CUSTOMER;
	readonly knownTags = new Set<string>();
	readonly placements = new Map<string, number>();
	/** By catalog and id. */
	readonly products = new Map<string, ShopProduct>();
	/** By e-mail in small letters. */
	readonly contacts = new Map<string, ShopContact>();
	readonly profiles = new Map<string, ShopProfile>();
	readonly events: ShopEvent[] = [];
	/** Products given so far, by requestId. */
	readonly given = new Map<string, Set<string>>();

	clear(): void {
		this.customer = DEFAULT_CUSTOMER;
		this.events.length = 0;
		for (const held of [
			this.knownTags,
			this.placements,
			this.products,
			this.contacts,
			this.profiles,
			this.given,
		])
			held.clear();
	}

	/** Adds the parts of an account description to what is held. */
	load({ customer, tags = [], placements = {}, products = [], contacts = [] }: ShopJson): void {
		this.customer = customer ?? this.customer;
		for (const tag of tags) this.knownTags.add(tag);
		for (const [id, places] of Object.entries(placements)) this.placements.set(id, places);
		for (const product of products) this.setProduct(product);
		for (const contact of contacts) this.setContact({ agreements: [], tags: [], ...contact });
	}

	product(id: string, catalogSymbol = ''): ShopProduct | undefined {
		return this.products.get(`${catalogSymbol} ${id}`);
	}

	setProduct(product: ShopProduct): void {
		this.products.set(`${product.catalogSymbol ?? ''} ${product.id}`, product);
	}

	contact(email: string): ShopContact | undefined {
		return this.contacts.get(email.trim().toLowerCase());
	}

	setContact(contact: ShopContact): void {
		this.contacts.set(contact.email.trim().toLowerCase(), contact);
	}
}
