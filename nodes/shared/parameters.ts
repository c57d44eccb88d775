import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * The parameters of the node that runs. n8n works a parameter out anew at each reading; those without an expression are the
 * same for every item, so what was read of them for one holds for all.
 */
export class Parameters {
	/** Names of those with an expression in them, however deep. */
	private readonly varying: Set<string>;
	/** What was read of the others. */
	private readonly fixed = new Map<string, unknown>();

	constructor(private readonly context: IExecuteFunctions) {
		const given = Object.entries(context.getNode().parameters);
		this.varying = new Set(given.filter(([, value]) => varies(value)).map(([name]) => name));
	}

	/**
	 * A parameter's value for an item, as given (n8n's own type check would speak before ours). Not to be changed.
	 *
	 * @param ofItem where the item's own values are kept
	 * @throws n8n's error when an expression in it fails
	 */
	read(
		name: string,
		{
			index,
			ofItem,
			fallback,
		}: { index: number; ofItem: Map<string, unknown>; fallback?: unknown },
	): unknown {
		const known = this.varying.has(name) ? ofItem : this.fixed;
		if (known.has(name)) return known.get(name);
		const value: unknown = this.context.getNodeParameter(name, index, fallback, {
			skipValidation: true,
		});
		// A fallback holds for its reader only.
		if (value !== fallback) known.set(name, value);
		return value;
	}
}

/** n8n tells an expression by its first character. */
const varies = (value: unknown): boolean =>
	typeof value === 'string'
		? value.startsWith('=')
		: typeof value === 'object' && value !== null && Object.values(value).some(varies);
