/**
 * As much of PostgreSQL as the examples use, over tables in memory: CREATE TABLE IF NOT EXISTS, INSERT … ON CONFLICT …
 * RETURNING, and a SELECT from what such an INSERT returned. Types are not checked; every other statement is refused.
 */
import type { IDataObject } from 'n8n-workflow';

type Value = IDataObject[string];
type Row = Record<string, Value>;
/** The rows an expression can see, by name; '' is the one that needs no name. */
type Scope = Record<string, Row>;
type Expression = (scope: Scope) => Value | Value[];

interface Table {
	key: string[];
	rows: Row[];
}

const TOKEN =
	/\s*(--[^\n]*|'(?:[^']|'')*'|\$\d+|<>|<=|>=|[(),;=<>.*]|[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|$)/y;

function tokensOf(sql: string): string[] {
	const tokens: string[] = [];
	TOKEN.lastIndex = 0;
	for (;;) {
		const at = TOKEN.lastIndex;
		const token = TOKEN.exec(sql)?.[1];
		if (token === undefined) throw new Error(`syntax error at or near "${sql.slice(at).trim()}"`);
		if (token === '') return tokens;
		if (!token.startsWith('--')) tokens.push(token);
	}
}

/** Tables by name. One statement is carried out at once, as in a database. */
export class MemoryDatabase {
	private readonly tables = new Map<string, Table>();

	clear(): void {
		this.tables.clear();
	}

	/** A copy of a table's rows. @throws Error when there is no such table */
	rows(name: string): Row[] {
		return this.table(name).rows.map((row) => ({ ...row }));
	}

	/**
	 * Carries out statements.
	 * @param values what `$1`, `$2` … stand for
	 * @returns the rows of the last one, and whether each was a SELECT
	 * @throws Error for what is not understood
	 */
	query(sql: string, values: unknown[] = []): { rows: Row[]; isSelect: boolean } {
		const statement = new Statement(tokensOf(sql), values);
		let rows: Row[] = [];
		let isSelect = true;
		while (!statement.atEnd) {
			if (statement.take('create')) {
				this.create(statement);
				isSelect = false;
			} else if (statement.take('with')) rows = this.selectFromInsert(statement);
			else {
				rows = this.insert(statement);
				isSelect = false;
			}
			if (!statement.atEnd) statement.expect(';');
		}
		return { rows, isSelect };
	}

	private table(name: string): Table {
		const table = this.tables.get(name);
		if (!table) throw new Error(`relation "${name}" does not exist`);
		return table;
	}

	private create(statement: Statement): void {
		statement.expect('table', 'if', 'not', 'exists');
		const name = statement.word();
		const key: string[] = [];
		statement.expect('(');
		do {
			if (statement.take('primary', 'key')) key.push(...statement.list());
			else {
				const column = statement.word();
				if (statement.skipTo(',', ')').includes('primary')) key.push(column);
			}
		} while (statement.take(','));
		statement.expect(')');
		if (!this.tables.has(name)) this.tables.set(name, { key, rows: [] });
	}

	/** WITH x AS (INSERT …) SELECT … FROM x [WHERE …] */
	private selectFromInsert(statement: Statement): Row[] {
		const name = statement.word();
		statement.expect('as', '(');
		const returned = this.insert(statement);
		statement.expect(')', 'select');
		const columns = statement.names();
		statement.expect('from', name);
		const where = statement.take('where') ? statement.expression() : () => true;
		return returned
			.filter((row) => where({ '': row, [name]: row }) === true)
			.map((row) => pick(row, columns));
	}

	private insert(statement: Statement): Row[] {
		statement.expect('insert', 'into');
		const table = this.table(statement.word());
		const alias = statement.take('as') ? statement.word() : '';
		const columns = statement.list();
		statement.expect('values', '(');
		const given = statement.expressions().map((value) => value({}));
		statement.expect(')');
		if (given.length !== columns.length) throw new Error('INSERT has more values than columns');
		const row = Object.fromEntries(columns.map((column, index) => [column, given[index]])) as Row;

		statement.expect('on', 'conflict');
		const key = statement.list();
		if ([...key].sort().join() !== [...table.key].sort().join())
			throw new Error('there is no unique constraint matching the ON CONFLICT specification');
		statement.expect('do');
		const known = table.rows.find((other) => key.every((column) => other[column] === row[column]));
		let written: Row | undefined = known === undefined ? row : undefined;
		if (!statement.take('nothing')) {
			statement.expect('update', 'set');
			const changes = statement.assignments();
			const where = statement.take('where') ? statement.expression() : () => true;
			const scope = { '': known ?? {}, [alias]: known ?? {}, excluded: row };
			if (known !== undefined && where(scope) === true) {
				const values = changes.map(([column, value]) => [column, value(scope)]);
				written = Object.assign(known, Object.fromEntries(values)) as Row;
			}
		}
		if (known === undefined) table.rows.push(row);
		const returning = statement.take('returning') ? statement.names() : [];
		return written === undefined || returning.length === 0 ? [] : [pick(written, returning)];
	}
}

function pick(row: Row, columns: string[]): Row {
	return Object.fromEntries(
		columns.map((column) => {
			if (!(column in row)) throw new Error(`column "${column}" does not exist`);
			return [column, row[column]];
		}),
	);
}

/** The words of a statement, read from left to right. */
class Statement {
	private at = 0;

	constructor(
		private readonly tokens: string[],
		private readonly values: unknown[],
	) {}

	get atEnd(): boolean {
		return this.at >= this.tokens.length;
	}

	private get token(): string {
		return this.tokens[this.at] ?? '';
	}

	/** Whether these words come next; if so they are taken. */
	take(...words: string[]): boolean {
		const come = words.every((word, index) => this.tokens[this.at + index]?.toLowerCase() === word);
		if (come) this.at += words.length;
		return come;
	}

	expect(...words: string[]): void {
		for (const word of words)
			if (!this.take(word)) throw new Error(`syntax error at or near "${this.token}"`);
	}

	word(): string {
		const { token } = this;
		if (!/^[A-Za-z_]/.test(token)) throw new Error(`syntax error at or near "${token}"`);
		this.at++;
		return token.toLowerCase();
	}

	names(): string[] {
		const names = [this.word()];
		while (this.take(',')) names.push(this.word());
		return names;
	}

	/** Names in brackets. */
	list(): string[] {
		this.expect('(');
		const names = this.names();
		this.expect(')');
		return names;
	}

	/** Words up to one of these, which is not taken. */
	skipTo(...ends: string[]): string[] {
		const start = this.at;
		while (!this.atEnd && !ends.includes(this.token)) this.at++;
		return this.tokens.slice(start, this.at).map((token) => token.toLowerCase());
	}

	assignments(): Array<[string, Expression]> {
		const changes: Array<[string, Expression]> = [];
		do {
			const column = this.word();
			this.expect('=');
			changes.push([column, this.expression()]);
		} while (this.take(','));
		return changes;
	}

	expressions(): Expression[] {
		const list = [this.expression()];
		while (this.take(',')) list.push(this.expression());
		return list;
	}

	expression(): Expression {
		let left = this.conjunction();
		while (this.take('or')) {
			const [a, b] = [left, this.conjunction()];
			left = (scope) => a(scope) === true || b(scope) === true;
		}
		return left;
	}

	private conjunction(): Expression {
		let left = this.comparison();
		while (this.take('and')) {
			const [a, b] = [left, this.comparison()];
			left = (scope) => a(scope) === true && b(scope) === true;
		}
		return left;
	}

	private comparison(): Expression {
		const left = this.operand();
		if (this.take('is', 'distinct', 'from')) {
			const right = this.operand();
			return (scope) => order(left(scope), right(scope)) !== 0;
		}
		const operator = ['<=', '>=', '<>', '<', '>', '='].find((one) => this.take(one));
		if (operator === undefined) return left;
		const right = this.operand();
		return (scope) => {
			const sign = order(left(scope), right(scope));
			return {
				'<=': sign <= 0,
				'>=': sign >= 0,
				'<>': sign !== 0,
				'<': sign < 0,
				'>': sign > 0,
				'=': sign === 0,
			}[operator] as boolean;
		};
	}

	private operand(): Expression {
		if (this.take('(')) {
			const parts = this.expressions();
			this.expect(')');
			return parts.length === 1
				? parts[0]
				: (scope) => parts.map((part) => part(scope) as Value) as Value[];
		}
		for (const [word, value] of [
			['true', true],
			['false', false],
			['null', null],
		] as const)
			if (this.take(word)) return () => value;
		const { token } = this;
		if (/^['$\d]/.test(token)) {
			this.at++;
			const value = this.literal(token);
			return () => value;
		}
		const first = this.word();
		if (!this.take('.')) return (scope) => columnOf(scope, '', first);
		const column = this.word();
		return (scope) => columnOf(scope, first, column);
	}

	private literal(token: string): Value {
		if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
		if (!token.startsWith('$')) return Number(token);
		const index = Number(token.slice(1));
		if (index > this.values.length)
			throw new Error(
				`Variable ${token} out of range. Parameters array length: ${this.values.length}`,
			);
		return (this.values[index - 1] ?? null) as Value;
	}
}

function columnOf(scope: Scope, row: string, column: string): Value {
	const value = scope[row]?.[column];
	if (value === undefined) throw new Error(`column "${column}" does not exist`);
	return value;
}

/** Texts, numbers, booleans and rows of them, in the order of a database; null is the same as null. */
function order(a: Value | Value[], b: Value | Value[]): number {
	if (!Array.isArray(a) || !Array.isArray(b)) return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
	for (const [index, part] of a.entries()) {
		const sign = order(part as Value, b[index] as Value);
		if (sign !== 0) return sign;
	}
	return 0;
}
