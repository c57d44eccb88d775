/** What the sandbox remembers of e-commerce. Amounts are cents. */
export interface ConnectionRecord {
	id: string;
	service: string;
	externalid: string;
	name: string;
	logoUrl: string;
	linkUrl: string;
	listId: string;
	status: string;
	syncStatus: string;
	cdate: number;
	udate: number;
}

export interface CustomerRecord {
	id: string;
	/** "0" in the row that sums up all customers with this e-mail. */
	connectionid: string;
	externalid: string;
	email: string;
	acceptsMarketing: string;
	/** Id of the contact; empty when there is none. */
	contact: string;
	udate: number;
}

export interface OrderRecord {
	id: string;
	/** The vendor's attributes as texts; what was never sent is absent. */
	texts: Record<string, string>;
	/** 0 pending, 1 completed, 2 abandoned, 3 recovered, 4 waiting. */
	state: string;
	cdate: number;
	udate: number;
}

export interface ProductRecord {
	id: string;
	order: string;
	/** externalid, sku, name, description, price, quantity, category, imageUrl, productUrl. */
	texts: Record<string, string>;
	cdate: number;
}

export interface DiscountRecord {
	id: string;
	order: string;
	name: string;
	type: string;
	discountAmount: string;
	cdate: number;
}
