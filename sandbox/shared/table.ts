/** Rows by id, with ids given out in order as the vendors do. Ids are strings of digits. */
export class Table<Row extends { id: string }> {
	protected readonly rows = new Map<string, Row>();
	private lastId = 0;
	private inOrder = true;

	/** Adds a row under the given id or the next free one. */
	add(row: Omit<Row, 'id'>, id?: string | number): Row {
		const number = id === undefined ? this.lastId + 1 : Number(id);
		if (!Number.isInteger(number) || number < 1) throw new Error(`"${String(id)}" is not an id`);
		if (number < this.lastId) this.inOrder = false;
		this.lastId = Math.max(this.lastId, number);
		const stored = { ...row, id: String(number) } as Row;
		this.rows.set(stored.id, stored);
		return stored;
	}

	get(id: string | number | undefined): Row | undefined {
		return id === undefined ? undefined : this.rows.get(String(id));
	}

	delete(id: string): boolean {
		return this.rows.delete(id);
	}

	/** All rows, lowest id first. */
	all(): Row[] {
		const rows = [...this.rows.values()];
		// Rows with ids of their own may arrive in any order; everything else is in order already.
		return this.inOrder ? rows : rows.sort((a, b) => Number(a.id) - Number(b.id));
	}

	get size(): number {
		return this.rows.size;
	}
}

/** A table of links between two things, findable by the left one or by both without a scan. */
export class LinkTable<Row extends { id: string }> extends Table<Row> {
	private readonly byLeft = new Map<string, Map<string, Row>>();

	constructor(
		private readonly left: (row: Row) => string,
		private readonly right: (row: Row) => string,
	) {
		super();
	}

	override add(row: Omit<Row, 'id'>, id?: string | number): Row {
		const stored = super.add(row, id);
		const rows = this.byLeft.get(this.left(stored)) ?? new Map<string, Row>();
		rows.set(this.right(stored), stored);
		this.byLeft.set(this.left(stored), rows);
		return stored;
	}

	override delete(id: string): boolean {
		const row = this.get(id);
		if (row) this.byLeft.get(this.left(row))?.delete(this.right(row));
		return super.delete(id);
	}

	/** The link between the two, if there is one. */
	find(left: string, right: string): Row | undefined {
		return this.byLeft.get(left)?.get(right);
	}

	/** All links of the left thing, in the order they were made. */
	of(left: string): Row[] {
		return [...(this.byLeft.get(left)?.values() ?? [])];
	}

	/** Removes all links of the left thing. */
	deleteOf(left: string): void {
		for (const row of this.of(left)) this.delete(row.id);
	}
}
