/** A record as the API writes it, dates as Date. */
export interface Row {
	Id: number;
	[name: string]: unknown;
}

/** Rows by Id, with ids given out in order. */
export class Rows<One extends Row = Row> {
	private readonly rows = new Map<number, One>();
	private lastId = 0;

	/** Adds a row under the next free id, or under its own. */
	add(row: Omit<One, 'Id'> & { Id?: number }): One {
		const Id = row.Id ?? this.lastId + 1;
		if (!Number.isInteger(Id) || Id < 1) throw new Error(`"${String(row.Id)}" is not an id`);
		const stored = { ...row, Id } as unknown as One;
		this.lastId = Math.max(this.lastId, Id);
		this.rows.set(Id, stored);
		return stored;
	}

	get(id: unknown): One | undefined {
		return this.rows.get(Number(id));
	}

	delete(id: number): boolean {
		return this.rows.delete(id);
	}

	/** All rows, lowest id first. */
	all(): One[] {
		return [...this.rows.values()].sort((a, b) => a.Id - b.Id);
	}

	find(fits: (row: One) => boolean): One | undefined {
		for (const row of this.rows.values()) if (fits(row)) return row;
		return undefined;
	}

	get size(): number {
		return this.rows.size;
	}

	clear(): void {
		this.rows.clear();
		this.lastId = 0;
	}
}
