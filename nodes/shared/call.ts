import type {
	IBinaryData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeParameterValueType,
} from 'n8n-workflow';

import type { Api } from './api';
import type { Part } from './errors';
import { Failure, toFailure } from './errors';
import type { GivenFile } from './files';
import type { Parameters } from './parameters';

/** Whether a parameter was left empty. `0` and `false` are values. */
export function isEmpty(value: unknown): value is undefined | null | '' {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

/** A switch; expressions bring it as text, too. */
export const isOn = (value: unknown): boolean =>
	value === true || String(value).trim().toLowerCase() === 'true';

/** One item on its way through an operation: its parameters, and the platform. */
export class Call {
	/** What a composed operation has done so far; told to the user if a later part fails. */
	readonly parts: Part[] = [];
	/** Whether an earlier try of the node (Retry On Fail) did parts of this item; others may have acted in between. */
	readonly resumed: boolean;
	/** What was read of parameters with an expression: to work one out takes a tenth of the time of a request. */
	private readonly known = new Map<string, unknown>();

	/** @param partsDone what the parts done in earlier tries brought, by name */
	constructor(
		readonly api: Api,
		private readonly context: IExecuteFunctions,
		private readonly parameters: Parameters,
		private readonly item: INodeExecutionData,
		private readonly index: number,
		private readonly partsDone = new Map<string, unknown>(),
	) {
		this.resumed = partsDone.size > 0;
	}

	/** The item's JSON. Never changed. */
	get input(): IDataObject {
		return this.item.json;
	}

	/**
	 * A parameter's value for this item, as given (n8n's own type check would speak before ours). Not to be changed.
	 * @throws Failure when an expression in it fails
	 */
	param<T = NodeParameterValueType>(name: string, fallback?: T): T {
		const { index, known: ofItem } = this;
		try {
			return this.parameters.read(name, { index, ofItem, fallback }) as T;
		} catch (error) {
			throw toFailure(error, 'invalid_expression');
		}
	}

	/** A text parameter, trimmed; numbers become text. */
	text(name: string): string {
		const value = this.param<unknown>(name, '');
		return isEmpty(value) ? '' : String(value).trim();
	}

	/** A switch of the node. */
	flag(name: string, initial: boolean): boolean {
		const value = this.param<unknown>(name, initial);
		return isEmpty(value) ? initial : isOn(value);
	}

	/** What a resource locator holds, as text, for messages and keys. */
	locatorText(name: string): string {
		const value = this.param<{ value?: unknown } | undefined>(name)?.value;
		return isEmpty(value) ? '' : String(value).trim();
	}

	/** A collection parameter without the entries left empty. */
	given(name: string): IDataObject {
		const entries = Object.entries(this.param<IDataObject>(name, {}) ?? {});
		return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
	}

	/**
	 * A file of the item.
	 * @param property the name of the binary property
	 * @throws Failure when the item has none of this name
	 */
	async file(property: string): Promise<GivenFile> {
		try {
			const { helpers } = this.context;
			const { fileName = '', mimeType } = helpers.assertBinaryData(this.index, property);
			const bytes = await helpers.getBinaryDataBuffer(this.index, property);
			return { name: fileName, mimeType, bytes };
		} catch (error) {
			throw toFailure(error, 'no_file');
		}
	}

	/** A file for the output. */
	async makeFile({ name, mimeType, bytes }: GivenFile): Promise<IBinaryData> {
		return await this.context.helpers.prepareBinaryData(bytes, name, mimeType);
	}

	/**
	 * Carries out the parts of a composed operation one after another and keeps account of them. A part that fails does
	 * not keep the others back, unless the fault lies in the set-up or the execution was stopped. What an earlier try of
	 * the node did is not done again.
	 *
	 * @returns each part's result, in order
	 * @throws the first part's Failure, once the others were tried
	 */
	async inParts<T>(works: Array<{ part: string; work: () => Promise<T> }>): Promise<T[]> {
		if (works.length === 0) return [];
		const entries = works.map(({ part }): Part => ({ part, done: false }));
		this.parts.push(...entries);
		const results: T[] = [];
		let first: Failure | undefined;
		for (let index = 0; index < works.length; index++) {
			const { part, work } = works[index];
			try {
				const known = this.partsDone.has(part);
				const result = known ? (this.partsDone.get(part) as T) : await work();
				this.partsDone.set(part, result);
				results.push(result);
				entries[index].done = true;
			} catch (error) {
				const failure = toFailure(error);
				first ??= failure;
				if (failure.facts.setup === true || failure.facts.cancelled === true) break;
			}
		}
		if (first !== undefined) throw first;
		return results;
	}

	/** The failure with what is known of this item's parts. */
	explain(thrown: unknown): Failure {
		const failure = toFailure(thrown);
		return this.parts.length === 0 ? failure : new Failure({ ...failure.facts, parts: this.parts });
	}
}
