/** A consent as the vendor writes it: type, text, given. */
export interface Agreement {
	t: string;
	c: string;
	s: boolean;
}

/** What is known of a person: name and value. */
export interface Tag {
	n: string;
	v: string;
}

export interface ShopContact {
	email: string;
	cookie?: string;
	agreements: Agreement[];
	tags: Tag[];
}

export interface ShopProfile {
	userId: string;
	cookie: string;
	email?: string;
	agreement: boolean;
}

export interface ShopProduct {
	id: string;
	title?: string;
	image?: string;
	description?: string;
	url?: string;
	price?: number | string;
	priceOld?: number | string | null;
	custom1?: string;
	custom2?: string;
	custom3?: string;
	status?: boolean;
	categories?: Array<{ id: number; name: string }>;
	catalogSymbol?: string;
}

export interface ShopEvent {
	eventType: 'eventClick' | 'eventProductView' | 'eventTransaction';
	timestamp: number;
	userId?: string;
	userEmail?: string;
	deviceId?: string;
	cookie?: string;
	referrer?: string;
	productId?: string;
	trackingString?: string;
	transactionId?: string;
	basket?: Array<{ productId: string; price: number | string; quantity: number }>;
}

/** What an account holds. */
export interface ShopJson {
	/** The customer symbol. */
	customer?: string;
	/** Tags created in the panel. */
	tags?: string[];
	/** How many products each placement shows, by ID. */
	placements?: Record<string, number>;
	products?: ShopProduct[];
	contacts?: Array<Partial<ShopContact> & { email: string }>;
}
